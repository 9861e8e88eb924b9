import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * Writes a configuration in which the fonts that come with Chromium's package are all there is, and answers where: a
 * letter that the product's own fonts lack then looks the same whatever else is installed.
 */
export function onlyPackagedFonts(chromium: string): string {
  const folder = resolve(".data/screens-fonts");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "fonts.conf");
  writeFileSync(
    path,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(dirname(chromium), "fonts/fonts")}</dir>
  <cachedir>${folder}</cachedir>
</fontconfig>
`,
  );
  return path;
}
