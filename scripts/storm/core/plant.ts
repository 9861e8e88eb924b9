import { readFileSync } from "node:fs";
import type { CoreFault } from "./faults";

/** Where the modules are. */
export const FOLDER = "lib/credits/core";

/** The module's text with the fault in it. A fault that no longer names exactly one place stops the hunt. */
export function planted(module: string, { name, find, put }: CoreFault): string {
  const text = readFileSync(`${FOLDER}/${module}.ts`, "utf8");
  if (text.split(find).length !== 2 || find === put) {
    throw new Error(`"${name}" does not name one place of ${module}.ts.`);
  }
  return text.replace(find, () => put);
}
