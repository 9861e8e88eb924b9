import { type ParseArgsOptionsConfig, parseArgs } from "node:util";

/**
 * What a command was asked for. Says how it is used, and ends, when asked for --help; ends with 2, after a line that
 * says why, when it was asked for something that it does not know.
 */
export function readOptions<const Options extends ParseArgsOptionsConfig>(
  usage: string,
  options: Options,
): ReturnType<typeof parseArgs<{ options: Options }>>["values"] {
  if (process.argv.includes("--help")) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`);
    process.exit(2);
  }
}
