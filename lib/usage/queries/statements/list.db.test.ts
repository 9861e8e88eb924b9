import { AsyncLocalStorage } from "node:async_hooks";
import { expect, test, vi } from "vitest";
import { anotherDoor, charge } from "@/lib/credits/mutations/door/testing";
import { findStatementMonths } from "@/lib/usage/queries/statements";
import { grant, historyOf, now } from "@/lib/usage/queries/statements/testing";

/** What happens while the list is being read. */
const meanwhile = vi.hoisted(() => ({ once: async (): Promise<unknown> => undefined }));
vi.mock("@/lib/identity/queries/workspaces", async (original) => {
  const real = await original<typeof import("@/lib/identity/queries/workspaces")>();
  const timeZonesOf: typeof real.timeZonesOf = async (...asked) => {
    const { once } = meanwhile;
    meanwhile.once = async () => undefined;
    await once();
    return real.timeZonesOf(...asked);
  };
  return { ...real, timeZonesOf };
});

test("the list of months is of one instant, whatever comes while it is read", async () => {
  const account = await historyOf("UTC", [["2026-12-01T10:00:00Z", grant(10_000)]]);
  const before = new Date(now.getTime() - 1);
  // By another connection, outside the transaction.
  const elsewhere = AsyncLocalStorage.snapshot();
  const come = () => anotherDoor(() => before).post(account.workspaceId, "ai", charge(100));
  meanwhile.once = () => elsewhere(come);
  expect(await findStatementMonths(account, now)).toMatchObject([{ closing: 10_000 }]);
  expect(await findStatementMonths(account, now)).toMatchObject([{ closing: 9_900 }]);
});
