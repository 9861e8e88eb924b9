import { expect, test } from "vitest";
import { isInstallationAdmin } from "./installation";

const proved = new Date("2026-11-26T12:00:00Z");
const named = ["ines@example.com"];

test.each([
  ["named and proved", "ines@example.com", proved, true],
  ["written in capitals", "Ines@Example.com", proved, true],
  ["named, but anybody could have signed up with it", "ines@example.com", null, false],
  ["not named", "mei@example.com", proved, false],
])("who looks after an installation: %s", (_, email, emailVerified, looksAfter) => {
  expect(isInstallationAdmin({ email, emailVerified }, named)).toBe(looksAfter);
});

test("nobody looks after an installation that names nobody", () => {
  expect(isInstallationAdmin({ email: "ines@example.com", emailVerified: proved }, [])).toBe(false);
});
