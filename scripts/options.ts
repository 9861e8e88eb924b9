import { type ParseArgsOptionsConfig, parseArgs } from "node:util";

type Values<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options }>
>["values"];

/**
 * What a command was asked for. Says how it is used, and ends, when asked for --help; ends with 2, after a line that
 * says why, when it was asked for something that it does not know. `wrongIn` says what else is wrong with what was asked.
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

/** The first of these options that is no whole number, in words; null where all are. */
export function notWhole(values: Record<string, unknown>, names: readonly string[]): string | null {
  const odd = names.find((name) => values[name] !== undefined && !/^\d+$/.test(`${values[name]}`));
  return odd === undefined ? null : `--${odd} takes a whole number, not "${values[odd]}".`;
}
