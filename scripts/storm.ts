// npm run storm: the long proof of the ledger. See docs/proof.md.
import { vitest } from "./check/suites.mjs";
import { notWhole, readOptions } from "./options";
import { huntInCore } from "./storm/core/hunt";
import { hunt } from "./storm/mutants";
import { startSurroundings } from "./storm/surroundings";

const PARTS = ["core", "mutants", "histories", "blows"];
const USAGE = `npm run storm [-- options]: core takes a few minutes, mutants about ten, the blows half an hour
  --only LIST       of ${PARTS.join()} (all)
  --seed NUMBER     the same histories and the same blows as that time
  --factor COUNT    how many times as many histories as npm test tries (25)
  --servers COUNT   how often a server of the product is killed (200)
  --databases COUNT how often PostgreSQL as a whole is (50)
  --backends COUNT  how often one of its connections is, from within (25)
  --wires COUNT     how often a connection is cut on the way (50)
  --port PORT       where its PostgreSQL listens (54600)`;

const COUNTS = ["seed", "factor", "servers", "databases", "backends", "wires", "port"];

const values = readOptions(
  USAGE,
  {
    only: { type: "string", default: PARTS.join() },
    seed: { type: "string" },
    factor: { type: "string", default: "25" },
    servers: { type: "string", default: "200" },
    databases: { type: "string", default: "50" },
    backends: { type: "string", default: "25" },
    wires: { type: "string", default: "50" },
    port: { type: "string", default: "54600" },
  },
  (asked) => {
    const unknown = asked.only.split(",").find((part) => !PARTS.includes(part));
    return unknown === undefined ? notWhole(asked, COUNTS) : `There is no part "${unknown}".`;
  },
);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const chosen = values.only.split(",");
const say = (line: string) => console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);
const HISTORIES = [
  ["unit", "lib/credits/core/decide.property.test.ts"],
  ["database", "lib/credits/mutations/linear.db.test.ts"],
  ["database", "lib/billing/mutations/replay"],
] as const;

let violations = 0;
let blows = 0;
say(`Seed ${seed}. To repeat: npm run storm -- --seed=${seed} --only=${values.only}`);

if (chosen.includes("core")) {
  const { planted, explained, wrong } = await huntInCore(say);
  say(`${planted} faults planted in core, ${explained} explained, ${wrong.length} not as listed`);
  violations += wrong.length;
}
if (chosen.includes("histories")) {
  Object.assign(process.env, { STORM_SEED: String(seed), STORM_FACTOR: values.factor });
  for (const [project, file] of HISTORIES) {
    const { ok, output } = await vitest("storm", [`--project=${project}`, file]);
    say(`${ok ? "ok  " : "FAIL"} ${file}, ${values.factor} times as much as in npm test`);
    if (!ok) console.log(output);
    violations += ok ? 0 : 1;
  }
}

if (chosen.includes("mutants") || chosen.includes("blows")) {
  const around = await startSurroundings(".data/storm-postgres", Number(values.port));
  if (chosen.includes("mutants")) {
    const { planted, survivors } = await hunt({ url: around.database.direct, say });
    say(`${planted} faults planted in the ledger's SQL, ${survivors.length} not seen`);
    violations += survivors.length;
  }
  if (chosen.includes("blows")) {
    const { crashUnderLoad: weather } = await import("./storm/crash");
    const kinds = {
      server: Number(values.servers),
      postgres: Number(values.databases),
      backend: Number(values.backends),
      wire: Number(values.wires),
    };
    const weathered = await weather({ around, seed, blows: kinds, say });
    const { struck, acts, retries, told } = weathered;
    say(
      Object.entries(struck)
        .map(([kind, count]) => `${count} x ${kind}`)
        .join(", "),
    );
    say(`${acts} acts, ${retries} of them asked again; people were told of ${told} things`);
    blows = Object.values(struck).reduce((sum, count) => sum + count, 0);
    violations += weathered.violations.length;
  }
  await around.stop();
}
console.log(`${blows} blows, ${violations} violations`);
process.exit(violations === 0 ? 0 : 1);
