import { TZDate } from "@date-fns/tz";
import { v5 } from "uuid";
import { expect, test } from "vitest";
import { receiptsBetween, receiptYears } from "@/lib/billing/queries/receipts";
import { newWorkspace } from "@/lib/credits/mutations/door/testing";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

const ZONE = "Pacific/Auckland";
const startOf = (year: number) => new Date(new TZDate(year, 0, 1, ZONE).getTime());

const purchase = (
  workspaceId: string,
  name: string,
  created: string,
  paid: string | null,
  id = newId(),
) =>
  inWorkspace(workspaceId, (tx) =>
    tx.purchase.create({
      data: {
        workspaceId,
        id,
        kind: "ai",
        packageId: "popular",
        packageName: name,
        credits: 55_000n,
        priceCents: 5_000,
        amountPaidCents: paid ? 5_000 : null,
        currency: "usd",
        state: paid ? "paid" : "processing",
        returnPath: "/",
        buyerId: newId(),
        createdAt: new Date(created),
        paidAt: paid ? new Date(paid) : null,
      },
    }),
  );

test("a purchase belongs to the year of the workspace in which it was paid, by the date it shows", async () => {
  const workspaceId = await newWorkspace();
  // In Auckland the new year begins at 11:00 UTC.
  await purchase(workspaceId, "late", "2026-12-30T09:00:00Z", "2027-01-04T09:00:00Z");
  await purchase(workspaceId, "between", "2026-12-31T10:59:00Z", "2026-12-31T11:00:00Z");
  await purchase(workspaceId, "in time", "2026-12-31T10:58:00Z", "2026-12-31T10:59:59.999Z");
  await purchase(workspaceId, "under way", "2026-12-31T10:30:00Z", null);

  const namesOf = async (year: number) => {
    const [from, to] = [startOf(year), startOf(year + 1)];
    const receipts = await receiptsBetween(workspaceId, from, to, new Date());
    for (const { at } of receipts) expect(new TZDate(at, ZONE).getFullYear()).toBe(year);
    return receipts.map(({ packageName }) => packageName);
  };
  expect(await namesOf(2026)).toEqual(["in time", "under way"]);
  expect(await namesOf(2027)).toEqual(["late", "between"]);
  expect(await receiptYears(workspaceId, ZONE)).toEqual([2027, 2026]);
});

test("the database need not know when days begin in a time zone, nor the zone at all", async () => {
  const workspaceId = await newWorkspace();
  await purchase(workspaceId, "old", "2025-06-01T09:00:00Z", null);
  // In Dhaka the new year has begun, in Sydney hours ago.
  await purchase(workspaceId, "new", "2026-12-31T18:00:00Z", null);
  expect(await receiptYears(workspaceId, "BST")).toEqual([2027, 2025]);
  expect(await receiptYears(workspaceId, "AET")).toEqual([2027, 2025]);
});

test("years are those of what is shown, not of when its checkout was opened", async () => {
  const workspaceId = await newWorkspace();
  await purchase(workspaceId, "late", "2026-12-30T09:00:00Z", "2027-01-04T09:00:00Z");
  expect(await receiptYears(workspaceId, ZONE)).toEqual([2027]);
});

test("of what was paid in the same second, what began last is first, whatever the ids are", async () => {
  const workspaceId = await newWorkspace();
  const [low, middle, high] = [
    v5("low", v5.URL),
    v5("middle", v5.URL),
    v5("high", v5.URL),
  ].toSorted();
  const paid = "2026-12-30T09:00:10Z";
  await purchase(workspaceId, "second", "2026-12-30T09:00:02Z", paid, low);
  await purchase(workspaceId, "first", "2026-12-30T09:00:01Z", paid, high);
  await purchase(workspaceId, "third", "2026-12-30T09:00:03Z", paid, middle);
  const receipts = await receiptsBetween(workspaceId, startOf(2026), startOf(2027), new Date());
  expect(receipts.map(({ packageName }) => packageName)).toEqual(["third", "second", "first"]);
});
