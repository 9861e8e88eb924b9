import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const NAMES = ["authSecret", "ownerPassword", "databasePassword", "paymentsKey", "webhookSecret"];

/** The secrets of this installation, made once and stored in a file that only its owner can read. */
export function readSecrets(data) {
  const path = join(data, "secrets.json");
  const found = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  const missing = NAMES.filter((name) => !found[name]);
  if (missing.length === 0) return found;
  for (const name of missing) found[name] = randomBytes(32).toString("base64url");
  // Written beside and moved into place: a crash leaves the old file or the new one, never half of one.
  writeFileSync(`${path}.new`, `${JSON.stringify(found, null, 2)}\n`, { mode: 0o600 });
  chmodSync(`${path}.new`, 0o600);
  renameSync(`${path}.new`, path);
  return found;
}
