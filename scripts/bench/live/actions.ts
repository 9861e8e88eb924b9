import { readFileSync } from "node:fs";

type Manifest = { node: Record<string, { exportedName: string }> };

/** What a browser calls this server action by, in the build that is there. */
export function actionOf(name: string): string {
  const manifest = JSON.parse(
    readFileSync(".next/server/server-reference-manifest.json", "utf8"),
  ) as Manifest;
  const found = Object.entries(manifest.node).find(([, { exportedName }]) => exportedName === name);
  if (!found) throw new Error(`The build has no action ${name}.`);
  return found[0];
}
