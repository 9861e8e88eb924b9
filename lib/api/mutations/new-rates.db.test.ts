import { expect, test, vi } from "vitest";
import { aProgram } from "@/lib/api/mutations/testing";
import { FIRST_RATE_CARD } from "@/lib/credits/core/first-rate-card";
import { dearer, newRatesFromNow, priceOf } from "@/lib/credits/mutations/rate-cards/testing";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

const OPERATION = "dm_standard";
const exactly = { words: 400, contextItems: 3 };

test("a hold that was quoted at the old rates is charged at them, after new ones took effect", async () => {
  const program = await aProgram();
  await program.grant(1_000);
  const chargeKey = newId();
  const charge = { operation: OPERATION, quantity: 1, inputs: exactly };
  const charged = await program.post("/charges", charge, { key: chargeKey });
  // Nothing is known of the messages but how many: at most 10 × 1.10.
  const held = await program.post("/holds", { operation: OPERATION, quantity: 10 });
  expect(held.body).toMatchObject({ amount: "11.00", remaining: "11.00" });

  const card = await newRatesFromNow(dearer(FIRST_RATE_CARD, OPERATION, 3));
  const capture = `/holds/${held.body.id}/capture`;
  const part = await program.post(capture, { quantity: 4, inputs: exactly });
  // 4 × (0.80 + 400 × 0.0005 + 3 × 0.02): at the new rates they would cost 13.20, more than is held.
  expect(part).toMatchObject({ status: 201, body: { amount: "4.24" } });
  const rest = await program.post(capture, { quantity: 6, inputs: exactly, settle: true });
  expect(rest).toMatchObject({ status: 201, body: { amount: "6.36", settled: true } });

  const next = await program.post("/quotes", { operation: OPERATION, quantity: 10 });
  expect(next.body).toMatchObject({ rate_card_version: card.version, max: "33.00" });
  const now = await program.post("/charges", charge);
  expect(now.body).toMatchObject({ amount: "3.30" });
  // A repeat of what was charged before is what was charged before.
  const again = await program.post("/charges", charge, { key: chargeKey });
  expect(again.body).toEqual(charged.body);

  const entries = await inWorkspace(program.workspaceId, (tx) =>
    tx.creditEntry.findMany({
      where: { workspaceId: program.workspaceId, kind: "ai", type: "charge" },
      orderBy: { seq: "asc" },
      select: { amount: true, rateCardVersion: true },
    }),
  );
  expect(entries).toEqual([
    { amount: -106n, rateCardVersion: "2026-10-01" },
    { amount: -424n, rateCardVersion: "2026-10-01" },
    { amount: -636n, rateCardVersion: "2026-10-01" },
    { amount: -330n, rateCardVersion: card.version },
  ]);
  await program.mustVerify();
});

test("a request that is sent twice at once is one charge, also when new rates come between the two", async () => {
  const program = await aProgram();
  await program.grant(1_000);
  await newRatesFromNow(priceOf("single_post", 5));
  const since = Date.now();
  let looks = 0;
  // Every second look at the clock is one before the new rates.
  vi.spyOn(clock, "now").mockImplementation(
    () => new Date(since + (++looks % 2 === 0 ? 60_000 : -60_000)),
  );
  const amounts = new Set<unknown>();
  for (let round = 1; round <= 10; round++) {
    const key = newId();
    const charge = () =>
      program.post("/charges", { operation: "single_post", quantity: 1 }, { key });
    const responses = await Promise.all(Array.from({ length: 8 }, charge));
    expect(responses.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(new Set(responses.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    amounts.add(responses[0]?.body.amount);
  }
  vi.restoreAllMocks();
  for (const amount of amounts) expect(["1.00", "5.00"]).toContain(amount);
  expect((await program.get("/entries?operation=single_post&limit=100")).body.data).toHaveLength(
    10,
  );
  await program.mustVerify();
});
