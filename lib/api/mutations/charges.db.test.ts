import { beforeAll, expect, test } from "vitest";
import { aProgram, send } from "@/lib/api/mutations/testing";
import { credits } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import { newId } from "@/lib/platform/ids";

const MESSAGE = { operation: "dm_premium", inputs: { words: 950, contextItems: 3 } };
const OWN = { operation: "custom:transcription", kind: "ai", amount: "1.00" };
const SYSTEM = { type: "system" } as const;
let program: Awaited<ReturnType<typeof aProgram>>;
beforeAll(async () => {
  program = await aProgram();
  await program.grant(1_000);
});

const current = async (): Promise<string> => {
  const { body } = await program.get("/balance");
  return (body.ai as { current: string }).current;
};

test("an operation of the rate card costs what its formula says, and what its quote said at most", async () => {
  const quote = await program.post("/quotes", { ...MESSAGE, quantity: 12 });
  expect(quote).toMatchObject({ status: 200, body: { min: "49.20", max: "49.20", kind: "ai" } });

  const before = Number(await current());
  const charge = await program.post("/charges", { ...MESSAGE, quantity: 12, max_amount: "49.20" });
  expect(charge).toMatchObject({
    status: 201,
    body: { amount: "49.20", quoted_max: "49.20", quantity: 12, rate_card_version: "2026-10-01" },
  });
  expect(Number(await current())).toBeCloseTo(before - 49.2, 5);
});

test("an operation of one's own costs what the program says", async () => {
  const charge = await program.post("/charges", {
    ...OWN,
    amount: "2.5",
    subject: "Call of Monday",
  });
  expect(charge).toMatchObject({
    status: 201,
    body: { operation: "custom:transcription", amount: "2.50", rate_card_version: null },
  });
});

test("a price above max_amount is refused and names the price", async () => {
  const before = await current();
  const refused = await program.post("/charges", { ...MESSAGE, max_amount: "4.09" });
  expect(refused).toMatchObject({ status: 409, body: { code: "price_above_max", price: "4.10" } });
  expect(await current()).toBe(before);
});

test("too few credits: 402 with the shortfall, nothing charged, and the key is still free", async () => {
  const poor = await aProgram();
  await poor.grant(3);
  const key = newId();
  const refused = await poor.post("/charges", MESSAGE, { key });
  expect(refused).toMatchObject({
    status: 402,
    body: { code: "insufficient_credits", shortfall: "1.10", available: "3.00", debt: "0.00" },
  });
  await poor.grant(10);
  const charge = await poor.post("/charges", MESSAGE, { key });
  expect(charge).toMatchObject({ status: 201, body: { amount: "4.10" } });
  expect(charge.headers.has("idempotent-replayed")).toBe(false);
});

test("too few credits with a debt: what is missing and what is owed, bought together, are enough", async () => {
  const indebted = await aProgram();
  const { workspaceId } = indebted;
  const buy = (sourceId: string, hundredths: number) =>
    post(workspaceId, "ai", {
      ...{
        type: "grant",
        source: "purchase",
        label: "Popular",
        expiresAt: null,
        reason: "Purchase",
      },
      ...{ key: newId(), lotId: newId(), sourceId, amount: credits(hundredths), actor: SYSTEM },
    });
  const sourceId = newId();
  await buy(sourceId, 5_00);
  await indebted.post("/charges", { ...OWN, amount: "5.00" });
  const dispute = { sourceId, holdId: newId(), actor: SYSTEM, reason: "Dispute lost" };
  await post(workspaceId, "ai", { type: "freeze", key: newId(), ...dispute });
  const lost = { ...dispute, amount: credits(5_00) };
  await post(workspaceId, "ai", { type: "forfeit", key: newId(), ...lost });

  const refused = await indebted.post("/charges", MESSAGE);
  expect(refused).toMatchObject({
    status: 402,
    body: {
      ...{ shortfall: "4.10", available: "0.00", debt: "5.00" },
      detail: expect.stringContaining("A purchase first settles the 5.00 that are owed."),
    },
  });
  await buy(newId(), 4_10 + 5_00);
  expect(await indebted.post("/charges", MESSAGE)).toMatchObject({ status: 201 });
});

test("a cap that binds refuses with 403, and says what it leaves", async () => {
  await post(program.workspaceId, "ai", {
    type: "set_cap",
    key: newId(),
    actor: { type: "system" },
    reason: "Cap",
    scope: "operation",
    target: "custom:capped",
    cap: { amount: credits(500), mode: "block" },
  });
  const capped = { ...OWN, operation: "custom:capped" };
  expect((await program.post("/charges", { ...capped, amount: "3.00" })).status).toBe(201);
  expect(await program.post("/charges", { ...capped, amount: "2.01" })).toMatchObject({
    status: 403,
    body: { code: "cap_reached", scope: "operation", cap: "5.00", left: "2.00" },
  });
});

test("the same key and body are answered the same, and charged once", async () => {
  const key = newId();
  const first = await program.post("/charges", MESSAGE, { key });
  const after = await current();
  const again = await program.post("/charges", MESSAGE, { key });
  expect(again.body).toEqual(first.body);
  expect(again.status).toBe(201);
  expect(first.headers.get("idempotent-replayed")).toBeNull();
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect(await current()).toBe(after);
});

test("the same key with another body is refused: another amount, operation, kind or endpoint", async () => {
  const key = newId();
  await program.grant(10, "lead");
  expect((await program.post("/charges", OWN, { key })).status).toBe(201);
  for (const [path, body] of [
    ["/charges", { ...OWN, amount: "1.01" }],
    ["/charges", { ...OWN, subject: "another" }],
    ["/charges", { ...OWN, kind: "lead" }],
    ["/charges", MESSAGE],
    ["/holds", OWN],
  ] as const) {
    const refused = await program.post(path, body, { key });
    expect(refused, JSON.stringify(body)).toMatchObject({
      status: 409,
      body: { code: "idempotency_key_reused" },
    });
  }
});

test("the same key for both kinds of credits at the same moment is carried out for one of them", async () => {
  const busy = await aProgram();
  await busy.grant(50);
  await busy.grant(50, "lead");
  const pairs = Array.from({ length: 25 }, () => {
    const key = newId();
    const ask = (kind: string) => busy.post("/charges", { ...OWN, kind }, { key });
    return Promise.all([ask("ai"), ask("lead")]);
  });
  for (const pair of await Promise.all(pairs)) {
    const responses = pair.toSorted((a, b) => a.status - b.status);
    expect(responses).toMatchObject([
      { status: 201 },
      { status: 409, body: { code: "idempotency_key_reused" } },
    ]);
  }
  const { body } = await busy.get("/balance");
  const left = body as Record<"ai" | "lead", { current: string }>;
  expect(Number(left.ai.current) + Number(left.lead.current)).toBe(75);
  await busy.mustVerify();
  await busy.mustVerify("lead");
});

test("another API key of the workspace may use the same idempotency key for its own", async () => {
  const key = newId();
  const other = await program.newKey();
  const one = await program.post("/charges", OWN, { key });
  const two = await program.post("/charges", OWN, { key, secret: other.secret });
  expect([one.status, two.status]).toEqual([201, 201]);
  expect(two.body.id).not.toBe(one.body.id);
});

test("50 charges at once on a balance that covers 33 are 33 charges", async () => {
  const busy = await aProgram();
  await busy.grant(33);
  const responses = await Promise.all(Array.from({ length: 50 }, () => busy.post("/charges", OWN)));
  expect(responses.filter(({ status }) => status === 201)).toHaveLength(33);
  expect(responses.filter(({ status }) => status === 402)).toHaveLength(17);
  await busy.mustVerify();
});

test("one idempotency key 20 times at once is one charge and 20 equal answers", async () => {
  const busy = await aProgram();
  await busy.grant(33);
  const key = newId();
  const responses = await Promise.all(
    Array.from({ length: 20 }, () => busy.post("/charges", MESSAGE, { key })),
  );
  expect(new Set(responses.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(responses.every(({ status }) => status === 201)).toBe(true);
  expect(responses.filter(({ headers }) => !headers.has("idempotent-replayed"))).toHaveLength(1);
  expect((await busy.get("/balance")).body).toMatchObject({ ai: { current: "28.90" } });
  await busy.mustVerify();
});

test.each([
  ["an unknown operation", { operation: "dm_golden" }, "/operation"],
  ["a typo in an input", { ...MESSAGE, inputs: { word: 950, contextItems: 3 } }, "/inputs/word"],
  ["a missing input", { ...MESSAGE, inputs: { words: 950 } }, "/inputs/contextItems"],
  [
    "text for a number",
    { ...MESSAGE, inputs: { words: "many", contextItems: 3 } },
    "/inputs/words",
  ],
  [
    "a band that is none",
    { operation: "content_generation", inputs: { complexity: "__proto__", words: 1 } },
    "/inputs/complexity",
  ],
  ["an operation priced as a campaign", { operation: "assistant_campaign" }, "/operation"],
  ["an unknown field", { ...MESSAGE, note: "x" }, "/note"],
  ["an amount for an operation of the card", { ...MESSAGE, amount: "1.00" }, "/amount"],
  ["an amount as a number", { ...OWN, amount: 1 }, "/amount"],
  ["three decimals", { ...OWN, amount: "1.001" }, "/amount"],
  ["a minus", { ...OWN, amount: "-1.00" }, "/amount"],
  ["no kind", { operation: "custom:x", amount: "1.00" }, "/kind"],
  ["half a unit", { ...MESSAGE, quantity: 0.5 }, "/quantity"],
  ["no unit", { ...MESSAGE, quantity: 0 }, "/quantity"],
  ["a null character", { ...OWN, subject: "a\u0000b" }, "/subject"],
  ["half a character", { ...OWN, subject: "\ud800" }, "/subject"],
  ["half a character in an input's name", { ...OWN, inputs: { "\ud800": 1 } }, "/inputs"],
  ["a list", [], ""],
])("a charge with %s is refused, and the error points to it", async (_, body, pointer) => {
  const refused = await program.post("/charges", body);
  expect(refused).toMatchObject({ status: 422, body: { code: "invalid_request" } });
  const pointers = (refused.body.errors as { pointer: string }[]).map((error) => error.pointer);
  expect(
    pointers.some((one) => one.startsWith(pointer)),
    JSON.stringify(refused.body),
  ).toBe(true);
});

test("a charge without an idempotency key, or with a useless one, is not made", async () => {
  const { secret } = program;
  for (const headers of [
    {},
    { "idempotency-key": "two words" },
    { "idempotency-key": "x".repeat(256) },
  ]) {
    const refused = await send("POST /charges", OWN, { secret, headers });
    expect(refused).toMatchObject({ status: 400, body: { code: "missing_idempotency_key" } });
  }
});

test("every entry of a program names it", async () => {
  await program.post("/charges", OWN);
  const { body } = await program.get("/entries?limit=1");
  expect(body).toMatchObject({
    data: [
      {
        type: "charge",
        amount: "-1.00",
        actor: { type: "api_key", id: program.apiKeyId, name: "API key Nightly sync" },
      },
    ],
    has_more: true,
  });
});
