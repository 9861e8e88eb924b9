import { readFileSync } from "node:fs";

type Manifest = { node: Record<string, { exportedName: string }> };

/** The id by which a browser calls this server action, in the present build. */
export function actionOf(name: string): string {
  const manifest = JSON.parse(
    readFileSync(".next/server/server-reference-manifest.json", "utf8"),
  ) as Manifest;
  const found = Object.entries(manifest.node).find(([, { exportedName }]) => exportedName === name);
  if (!found) throw new Error(`The build has no action ${name}.`);
  return found[0];
}
