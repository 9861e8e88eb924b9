import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import type { APIResponse, Page } from "@playwright/test";
import { Contract } from "../lib/api/schema/contract/testing";
import { expect, test, type Workspace } from "./fixtures";

const OWN = { operation: "custom:transcription", kind: "ai", amount: "1.00" };
const WORK = { operation: "dm_premium", quantity: 2, inputs: { words: 950, contextItems: 3 } };
const EVERYTHING = ["Read balances", "Read the history", "Quote operations", "Spend credits"];

async function makeKey(page: Page, workspace: Workspace): Promise<string> {
  await page.goto(workspace.path("/settings/api-keys"));
  await page.getByRole("textbox", { name: "Name" }).fill("Contract");
  for (const scope of EVERYTHING) await page.getByRole("checkbox", { name: scope }).check();
  await page.getByRole("button", { name: "Create key" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Key Contract is made" });
  return (await dialog.getByText(/^ws_live_/).textContent()) ?? "";
}

/** Sends a request as it stands, which no client of today would send, and tells status, media type and body. */
function sendRaw(
  baseURL: string,
  head: string,
): Promise<{ status: number; type: string; body: string }> {
  const { hostname, port } = new URL(baseURL);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`${head}\r\nhost: ${hostname}:${port}\r\nconnection: close\r\n\r\n`),
    );
    const parts: Buffer[] = [];
    socket.on("data", (part) => parts.push(part));
    socket.on("error", reject);
    socket.on("end", () => {
      const [headers = "", ...body] = Buffer.concat(parts).toString().split("\r\n\r\n");
      const status = Number(/^HTTP\/1\.1 (\d+)/.exec(headers)?.[1]);
      const type = /^content-type: (.+)$/im.exec(headers)?.[1] ?? "";
      resolve({ status, type, body: body.join("\r\n\r\n") });
    });
  });
}

test("what the server answers is what its own openapi.json says, for every operation", async ({
  page,
  workspace,
  request,
}) => {
  await workspace.grant("ai", "100.00");
  const secret = await makeKey(page, workspace);
  const contract = new Contract(await (await request.get("/api/v1/openapi.json")).json());

  const keeps = async (method: string, path: string, response: APIResponse) => {
    const headers = new Headers(response.headers());
    const answered = {
      method,
      path,
      status: response.status(),
      headers,
      body: await response.json(),
    };
    expect.soft(contract.breaches(answered), `${method} ${path}`).toEqual([]);
    return answered.body as Record<string, string>;
  };
  const ask = async (method: string, path: string, data?: unknown, more: object = {}) => {
    const headers = { authorization: `Bearer ${secret}`, "idempotency-key": randomUUID(), ...more };
    const sent = { method, headers, ...(data === undefined ? {} : { data: data as object }) };
    return keeps(method, path, await request.fetch(`/api/v1${path}`, sent));
  };

  await ask("GET", "/balance");
  await ask("GET", "/rates");
  await ask("POST", "/quotes", WORK);
  const key = { "idempotency-key": randomUUID() };
  const charge = await ask("POST", "/charges", OWN, key);
  expect(await ask("POST", "/charges", OWN, key)).toEqual(charge);
  await ask("POST", "/charges", { ...OWN, amount: "2.00" }, key);
  await ask("POST", "/charges", { ...OWN, amount: "100.00" });
  const { id } = await ask("POST", "/holds", WORK);
  await ask("GET", `/holds/${id}`);
  await ask("POST", `/holds/${id}/capture`, { amount: "900.00" });
  await ask("POST", `/holds/${id}/capture`, { amount: "1.00" });
  await ask("POST", `/holds/${id}/release`, {});
  await ask("POST", `/holds/${id}/capture`, {});
  await ask("GET", "/entries?limit=2");

  for (const [method, path] of [
    ["GET", "/balance"],
    ["GET", "/rates"],
    ["POST", "/quotes"],
    ["POST", "/charges"],
    ["POST", "/holds"],
    ["GET", `/holds/${id}`],
    ["POST", `/holds/${id}/capture`],
    ["POST", `/holds/${id}/release`],
    ["GET", "/entries"],
  ] as const) {
    const data = method === "POST" ? {} : undefined;
    await ask(method, path, data, { authorization: "Bearer nobody" });
    await ask(method, `${path}?no=1`, method === "POST" ? WORK : undefined);
    if (method === "GET") continue;
    await ask(method, path, Buffer.from("{"), { "content-type": "application/json" });
    await ask(method, path, Buffer.from("{}"), { "content-type": "text/plain" });
    const large = Buffer.alloc(70_000, " ");
    await ask(method, path, large, { "content-type": "application/json" });
  }
  // All that needs no second key, no fault of ours, no cap and no pause: those are in contract.db.test.ts.
  const unseen = contract.described().filter((one) => !contract.seen.has(one));
  const elsewhere =
    / (429|500|503) | (missing_scope|cap_reached|price_above_max|sourcing_paused|refused|missing_idempotency_key)$|^(createHold 4\d\d|captureHold 40\d|releaseHold 40\d|readHold 404)/;
  expect(unseen.filter((one) => !elsewhere.test(one))).toEqual([]);
});

test("a request that is broken before it reaches an address is a problem too", async ({
  baseURL,
}) => {
  const url = baseURL ?? "";
  for (const [head, status] of [
    ["GET /api/v1/holds/%E0%A4%A HTTP/1.1", 401],
    ["GET /api/v1/%C0%AE HTTP/1.1", 404],
    ["TRACE /api/v1/charges HTTP/1.1", 501],
    ["PROPFIND /api/v1/charges HTTP/1.1", 501],
    ["FOO /api/v1/charges HTTP/1.1", 400],
    [`GET /api/v1/balance HTTP/1.1\r\nidempotency-key: ${"k".repeat(20_000)}`, 431],
  ] as const) {
    const told = await sendRaw(url, head);
    const label = `${head.slice(0, 50)}: ${told.body.slice(0, 200)}`;
    expect.soft(told.status, label).toBe(status);
    expect.soft(told.type, label).toBe("application/problem+json");
  }
  const page = await sendRaw(url, "GET /%E0%A4%A HTTP/1.1");
  expect(page.status).not.toBe(500);
});

test("an address tells the methods it has", async ({ request }) => {
  const allowed = async (path: string) => {
    const response = await request.fetch(`/api/v1${path}`, { method: "OPTIONS" });
    return [response.status(), response.headers().allow];
  };
  expect(await allowed("/charges")).toEqual([204, "POST, OPTIONS"]);
  expect(await allowed("/balance")).toEqual([204, "GET, HEAD, OPTIONS"]);
  expect((await allowed("/nothing"))[0]).toBe(404);
});
