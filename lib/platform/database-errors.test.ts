import { expect, test } from "vitest";
import { isTransient, isUnreadable } from "./database-errors";

const ofPrisma = (originalCode: string) => ({
  code: "P2010",
  meta: { driverAdapterError: { cause: { originalCode } } },
});

test("what a row holds and cannot be read is told from what may pass, and from what says nothing of it", () => {
  const unreadable = [{ code: "22P02" }, ofPrisma("22008"), new RangeError("Invalid time zone")];
  const passing = [
    { code: "08006" },
    ofPrisma("57014"),
    { code: "ECONNRESET" },
    new Error("Query read timeout"),
  ];
  const neither = [new Error("The thread ended."), { code: "42501" }, null, "22P02"];
  expect([...unreadable, ...passing, ...neither].filter(isUnreadable)).toEqual(unreadable);
  expect([...unreadable, ...passing, ...neither].filter(isTransient)).toEqual(passing);
});
