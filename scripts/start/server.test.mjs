import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { wayIn } from "./product.mjs";
import { reachable } from "./server.mjs";

const data = mkdtempSync(join(tmpdir(), "way-in-"));
afterAll(() => rmSync(data, { recursive: true, force: true }));

test("a server that listens everywhere, or by IPv6, is asked at an address there is", () => {
  expect(["127.0.0.1", "0.0.0.0", "::", "::1", "wellspent.test"].map(reachable)).toEqual([
    "127.0.0.1",
    "127.0.0.1",
    "[::1]",
    "[::1]",
    "wellspent.test",
  ]);
});

test("one click is promised only where the sign-in page offers it", () => {
  const settings = { appUrl: "http://localhost:3000", data };
  const own =
    "Sign in at http://localhost:3000/sign-in, or create an account at http://localhost:3000/sign-up";
  expect(wayIn(settings, {})).toBe(own);

  writeFileSync(join(data, "seeded"), "");
  const oneClick =
    "Sign in with one click as any of the demo members at http://localhost:3000/sign-in";
  expect(wayIn(settings, {})).toBe(oneClick);
  expect(wayIn(settings, { AUTH_GITHUB_ID: "only half" })).toBe(oneClick);
  expect(wayIn(settings, { SMTP_URL: "smtp://mail" })).toBe(own);
  expect(wayIn(settings, { AUTH_GITHUB_ID: "a", AUTH_GITHUB_SECRET: "b" })).toBe(own);
  expect(wayIn(settings, { EMBEDDED: "0" })).toBe(own);
  expect(wayIn({ ...settings, databaseUrl: "postgresql://elsewhere" }, {})).toBe(own);
});
