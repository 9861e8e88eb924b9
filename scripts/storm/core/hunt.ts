// Plants one fault after another in the modules of core, and runs the module's own tests: each must be seen.
import { startVitest } from "vitest/node";
import { CORE_FAULTS, type CoreFault } from "./faults";
import { FOLDER, planted } from "./plant";

/** A twentieth of the random histories of `npm test`, if a module's own tests have some. */
const EFFORT = { seed: 20_260_301, factor: 0.05 };

/** `wrong`: what nothing saw, and what is no longer as its list says. */
export type Hunted = { planted: number; explained: number; wrong: string[] };

/** Complains first if a module's tests fail without any fault. */
export async function huntInCore(say: (line: string) => void): Promise<Hunted> {
  const hunted: Hunted = { planted: 0, explained: 0, wrong: [] };
  for (const [module, faults] of Object.entries(CORE_FAULTS)) {
    const [red] = await failuresOf(module, null);
    if (red !== undefined) throw new Error(`Without a fault in ${module}, "${red}" is red.`);
    for (const fault of faults) {
      const [seenBy] = await failuresOf(module, fault);
      const found = verdictOf(fault, seenBy);
      hunted.planted += 1;
      hunted.explained += found.asListed && fault.same ? 1 : 0;
      if (!found.asListed) hunted.wrong.push(`${module}: ${fault.name}`);
      say(`${module}: ${fault.name}: ${found.words}`);
    }
  }
  return hunted;
}

/** A fault that is explained must not be seen, and every other must. */
function verdictOf({ same }: CoreFault, seenBy: string | undefined) {
  if (seenBy === undefined) return { asListed: !!same, words: same ?? "SURVIVED" };
  return { asListed: !same, words: `${same ? "SEEN THOUGH EXPLAINED" : "seen"} by "${seenBy}"` };
}

/** Which tests of the module's own file fail with the fault in it, or that none could be run. */
async function failuresOf(module: string, fault: CoreFault | null): Promise<string[]> {
  const text = fault && planted(module, fault);
  const vitest = await startVitest(
    "test",
    [`${FOLDER}/${module}.test.ts`],
    {
      config: false,
      watch: false,
      // Otherwise every later run would find the faulty module.
      fsModuleCache: false,
      reporters: [{}],
      include: [`${FOLDER}/**/*.test.ts`],
      setupFiles: ["scripts/testing/seed.ts"],
      provide: { effort: EFFORT },
    },
    {
      plugins: [
        {
          name: "plant",
          enforce: "pre",
          transform: (_, id) => (id.endsWith(`${FOLDER}/${module}.ts`) ? text : null),
        },
      ],
    },
  );
  const files = vitest.state.getTestModules();
  const failed = files.flatMap((file) => [
    ...[...file.children.allTests("failed")].map((test) => test.fullName),
    ...file.errors().map(({ message }) => message),
  ]);
  await vitest.close();
  if (files.length !== 1) throw new Error(`${module}.test.ts is not there.`);
  return failed;
}
