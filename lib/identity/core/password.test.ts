import { expect, test } from "vitest";
import { replacesPassword } from "./password";

const createdAt = new Date("2026-11-27T10:00:00Z");
const at = (minutes: number) => new Date(createdAt.getTime() + minutes * 60_000);

test("a link shows whose mailbox it is for 15 minutes, and nothing else does", () => {
  expect(replacesPassword({ byLink: true, createdAt }, at(0))).toBe(true);
  expect(replacesPassword({ byLink: true, createdAt }, at(14.99))).toBe(true);
  expect(replacesPassword({ byLink: true, createdAt }, at(15))).toBe(false);
  expect(replacesPassword({ byLink: false, createdAt }, at(0))).toBe(false);
  expect(replacesPassword(null, at(0))).toBe(false);
});
