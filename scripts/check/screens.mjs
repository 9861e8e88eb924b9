/** How the pictures of every page are compared. */
export const SCREENS = [
  "node_modules/@playwright/test/cli.js",
  "test",
  "--config=e2e/screens/playwright.config.ts",
];

/** Why the pictures cannot be compared here, as a sentence; null if they can. */
export function whyNotCompared({ platform, arch } = process) {
  if (platform === "linux" && arch === "x64") return null;
  return `The pictures are of the Chromium that npm brings for Linux on x64: on ${platform}, ${arch} they are not compared.`;
}
