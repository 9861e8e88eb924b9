import { type ParseArgsOptionsConfig, parseArgs } from "node:util";

type Values<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options }>
>["values"];

/**
 * Reads the options of a command. Prints its usage and exits if it was asked for --help; exits with 2, after a line
 * that says why, if an option is unknown. `wrongIn` says what else is wrong with the options.
 */
export function readOptions<const Options extends ParseArgsOptionsConfig>(
  usage: string,
  options: Options,
  wrongIn: (values: Values<Options>) => string | null = () => null,
): Values<Options> {
  if (process.argv.includes("--help")) {
    console.log(usage);
    process.exit(0);
  }
  try {
    const { values } = parseArgs({ options });
    const wrong = wrongIn(values);
    if (wrong === null) return values;
    throw new Error(wrong);
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`);
    process.exit(2);
  }
}

/** The first of these options that is not a whole number, in words; null if all are. */
export function notWhole(values: Record<string, unknown>, names: readonly string[]): string | null {
  const odd = names.find((name) => values[name] !== undefined && !/^\d+$/.test(`${values[name]}`));
  return odd === undefined ? null : `--${odd} takes a whole number, not "${values[odd]}".`;
}
