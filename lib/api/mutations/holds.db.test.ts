import { beforeAll, expect, test, vi } from "vitest";
import { aProgram } from "@/lib/api/mutations/testing";
import { FIRST_RATE_CARD } from "@/lib/credits/core/first-rate-card";
import { quoteOperation } from "@/lib/credits/core/rate-card";
import { startRun } from "@/lib/credits/mutations/runs";
import { revokeApiKey } from "@/lib/identity/mutations/api-keys";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

const MESSAGES = { operation: "dm_premium", quantity: 12, inputs: { words: 950, contextItems: 3 } };
const OWN = { operation: "custom:crawl", kind: "ai", amount: "10.00" };
let program: Awaited<ReturnType<typeof aProgram>>;
beforeAll(async () => {
  program = await aProgram();
  await program.grant(10_000);
});

const held = async (body: unknown = OWN): Promise<string> => {
  const made = await program.post("/holds", body);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return String(made.body.id);
};
const hold = async (id: string) => (await program.get(`/holds/${id}`)).body;

test("a hold sets the quote's maximum aside, and what is left open widens it", async () => {
  const exact = await program.post("/holds", MESSAGES);
  expect(exact.body).toMatchObject({ amount: "49.20", remaining: "49.20", state: "open" });
  const open = await program.post("/holds", {
    operation: "dm_premium",
    quantity: { min: 1, likely: 2, max: 4 },
  });
  expect(open.body).toMatchObject({ amount: "60.00" });
  expect(await hold(String(open.body.id))).toMatchObject({ state: "open", remaining: "60.00" });
});

test("captured whole: everything is charged and the hold has ended; a repeat tells the same", async () => {
  const id = await held();
  const key = newId();
  const first = await program.post(`/holds/${id}/capture`, {}, { key });
  expect(first).toMatchObject({
    status: 201,
    body: { amount: "10.00", hold_id: id, settled: true, operation: "custom:crawl" },
  });
  const again = await program.post(`/holds/${id}/capture`, {}, { key });
  expect(again.body).toEqual(first.body);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect(await hold(id)).toMatchObject({ state: "settled", captured: "10.00", released: "0.00" });
  // The same key for the same sum, said otherwise, is another request.
  const other = await program.post(
    `/holds/${id}/capture`,
    { amount: "10.00", settle: true },
    { key },
  );
  expect(other).toMatchObject({ status: 409, body: { code: "idempotency_key_reused" } });
});

test("captured in parts, the last of which settles: the rest comes back", async () => {
  const id = await held();
  await program.post(`/holds/${id}/capture`, { amount: "2.50" });
  expect(await hold(id)).toMatchObject({ state: "open", captured: "2.50", remaining: "7.50" });
  const last = await program.post(`/holds/${id}/capture`, { amount: "4", settle: true });
  expect(last.body).toMatchObject({ amount: "4.00", settled: true });
  expect(await hold(id)).toMatchObject({ state: "settled", captured: "6.50", released: "3.50" });
  const late = await program.post(`/holds/${id}/capture`, { amount: "1.00" });
  expect(late).toMatchObject({ status: 409, body: { code: "hold_ended", state: "settled" } });
});

test("captured whole after a part: what is left", async () => {
  const id = await held();
  await program.post(`/holds/${id}/capture`, { amount: "2.50" });
  const rest = await program.post(`/holds/${id}/capture`);
  expect(rest.body).toMatchObject({ amount: "7.50", settled: true });
});

test.each([{ amout: "2.50" }, { quantty: 1 }, { settle: true }])(
  "%o is refused and not taken for a capture of the whole",
  async (body) => {
    const id = await held();
    const refused = await program.post(`/holds/${id}/capture`, body);
    expect(refused).toMatchObject({ status: 422, body: { code: "invalid_request" } });
    expect(await hold(id)).toMatchObject({ state: "open", captured: "0.00" });
  },
);

test("captured by units, at the rates of its quote", async () => {
  const id = await held(MESSAGES);
  const sent = { quantity: 2, inputs: { words: 950, contextItems: 3 }, subject: "2 sent" };
  const part = await program.post(`/holds/${id}/capture`, sent);
  expect(part.body).toMatchObject({
    amount: "8.20",
    quantity: 2,
    subject: "2 sent",
    quoted_max: "49.20",
  });
  const typo = await program.post(`/holds/${id}/capture`, { quantity: 2, inputs: { words: 950 } });
  expect(typo.status).toBe(422);
  const own = await held();
  expect((await program.post(`/holds/${own}/capture`, { quantity: 1 })).status).toBe(422);
});

test("more than is held is refused and names what is left", async () => {
  const id = await held();
  const refused = await program.post(`/holds/${id}/capture`, { amount: "10.01" });
  expect(refused).toMatchObject({
    status: 409,
    body: { code: "exceeds_hold", remaining: "10.00" },
  });
});

test("released: nothing is charged, and a repeat tells the same", async () => {
  const id = await held();
  const key = newId();
  const first = await program.post(`/holds/${id}/release`, {}, { key });
  expect(first).toMatchObject({
    status: 200,
    body: { state: "settled", captured: "0.00", released: "10.00" },
  });
  const again = await program.post(`/holds/${id}/release`, {}, { key });
  expect(again.body).toEqual(first.body);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
});

test("a repeated hold is one hold, told as it was made; another length is another request", async () => {
  const key = newId();
  const first = await program.post("/holds", OWN, { key });
  await program.post(`/holds/${first.body.id}/capture`);
  const again = await program.post("/holds", OWN, { key });
  expect(again.body).toEqual(first.body);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  const longer = await program.post("/holds", { ...OWN, lapses_in_seconds: 600 }, { key });
  expect(longer.body).toMatchObject({ code: "idempotency_key_reused" });
});

test("a repeated hold with another max_amount is another request", async () => {
  const key = newId();
  const first = await program.post("/holds", { ...MESSAGES, max_amount: "50.00" }, { key });
  const again = await program.post("/holds", { ...MESSAGES, max_amount: "50" }, { key });
  expect(again.body).toEqual(first.body);
  for (const max_amount of ["60.00", undefined]) {
    const other = await program.post("/holds", { ...MESSAGES, max_amount }, { key });
    expect(other.body).toMatchObject({ code: "idempotency_key_reused" });
  }
});

test("a capture of nothing that settles gives all of the hold back, and leaves no row in the history", async () => {
  const id = await held();
  const { body } = await program.post(`/holds/${id}/capture`, { amount: "0", settle: true });
  expect(body).toMatchObject({ amount: "0.00", settled: true });
  expect(await hold(id)).toMatchObject({ state: "settled", captured: "0.00", released: "10.00" });
  const { body: history } = await program.get("/entries?limit=100");
  expect(history.data).not.toContainEqual(expect.objectContaining({ hold_id: id }));
});

test("20 captures of the whole with one key at once charge it once; with 20 keys, one is told so", async () => {
  const id = await held();
  const key = newId();
  const same = await Promise.all(
    Array.from({ length: 20 }, () => program.post(`/holds/${id}/capture`, {}, { key })),
  );
  expect(new Set(same.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(same[0]?.status).toBe(201);

  const other = await held();
  const many = await Promise.all(
    Array.from({ length: 20 }, () => program.post(`/holds/${other}/capture`)),
  );
  expect(many.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(many.filter(({ status }) => status === 409)).toHaveLength(19);
  await program.mustVerify();
});

test("holds of another workspace, of a run, and of nobody are not found", async () => {
  const id = await held();
  const other = await aProgram();
  const quote = quoteOperation("single_post", { quantity: 1 }, FIRST_RATE_CARD);
  const run = await startRun({
    workspaceId: program.workspaceId,
    actorId: program.by.userId,
    operation: "single_post",
    subject: "A post",
    quote,
    progress: { done: 0, total: 1 },
  });
  if (!run.ok) throw new Error("not covered");
  const [ofRun] = await inWorkspace(program.workspaceId, (tx) =>
    tx.creditHold.findMany({ where: { workspaceId: program.workspaceId, runId: run.runId } }),
  );
  const strangers = [
    () => other.get(`/holds/${id}`),
    () => other.post(`/holds/${id}/capture`),
    () => other.post(`/holds/${id}/release`),
    () => program.get(`/holds/${ofRun?.id}`),
    () => program.post(`/holds/${ofRun?.id}/capture`),
    () => program.post(`/holds/${ofRun?.id}/release`),
    () => program.get(`/holds/${newId()}`),
    () => program.get("/holds/1"),
  ];
  for (const ask of strangers) {
    expect(await ask()).toMatchObject({ status: 404, body: { code: "not_found" } });
  }
  expect(await hold(id)).toMatchObject({ state: "open", remaining: "10.00" });
});

test("another key of the workspace may settle a hold", async () => {
  const id = await held();
  const { secret } = await program.newKey(["credits:spend"], "Worker");
  expect((await program.post(`/holds/${id}/capture`, {}, { secret })).status).toBe(201);
});

test("a key revoked between a hold and its capture settles nothing; what is held comes back when the hold lapses", async () => {
  const { by, grant, get, post, newKey, mustVerify } = await aProgram();
  await grant(100);
  const { secret, apiKeyId } = await newKey(["credits:spend"], "Leaked");
  const made = await post("/holds", { ...OWN, lapses_in_seconds: 60 }, { secret });
  const address = `/holds/${made.body.id}`;
  const [key, part] = [newId(), { amount: "2.50" }];
  expect((await post(`${address}/capture`, part, { secret, key })).status).toBe(201);
  expect(await revokeApiKey(by, apiKeyId)).toBe(true);

  const refused = [
    await post(`${address}/capture`, {}, { secret }),
    await post(`${address}/capture`, part, { secret, key }),
    await post(`${address}/release`, {}, { secret }),
    await get(address, { secret }),
  ];
  for (const response of refused) {
    expect(response).toMatchObject({ status: 401, body: { detail: "This key was revoked." } });
  }
  const ai = async () => (await get("/balance")).body.ai;
  expect((await get(address)).body).toMatchObject({ state: "open", remaining: "7.50" });
  expect(await ai()).toMatchObject({ current: "97.50", held: "7.50", available: "90.00" });

  const minuteLater = vi.spyOn(clock, "now").mockReturnValue(new Date(Date.now() + 61_000));
  expect(await ai()).toMatchObject({ current: "97.50", held: "0.00", available: "97.50" });
  expect((await get(address)).body).toMatchObject({ captured: "2.50", remaining: "0.00" });
  expect((await get(address)).body.state).toBe("lapsed");
  // The next thing that happens writes it down.
  expect((await post("/charges", { ...OWN, amount: "97.50" })).status).toBe(201);
  expect(await ai()).toMatchObject({ current: "0.00", held: "0.00", available: "0.00" });
  minuteLater.mockRestore();
  await mustVerify();
});
