import { execFile, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { APIRequestContext, Page } from "@playwright/test";
import { expect, expectAccessibleInBothThemes, test, type Workspace } from "./fixtures";

const KEYS = "/settings/api-keys";
const OWN = { operation: "custom:transcription", kind: "ai", amount: "1.00" };

/** Makes a key as a person does, and tells its secret. */
async function makeKey(page: Page, workspace: Workspace, name: string, scopes: string[]) {
  await page.goto(workspace.path(KEYS));
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  for (const scope of scopes) await page.getByRole("checkbox", { name: scope }).check();
  await page.getByRole("button", { name: "Create key" }).click();
  const dialog = page.getByRole("alertdialog", { name: `Key ${name} is made` });
  const secret = await dialog.getByText(/^ws_live_/).innerText();
  await dialog.getByRole("button", { name: "Done" }).click();
  return secret;
}

/** Calls the API as a program does: without a browser, and without its cookies. */
const program = (request: APIRequestContext, secret: string) => ({
  get: (path: string) =>
    request.get(`/api/v1${path}`, { headers: { authorization: `Bearer ${secret}` } }),
  post: (path: string, data: unknown = {}, key = randomUUID()) =>
    request.post(`/api/v1${path}`, {
      headers: { authorization: `Bearer ${secret}`, "idempotency-key": key },
      data: data as object,
    }),
});

test("a person makes a key, watches its program spend, and revokes it", async ({
  page,
  workspace,
  playwright,
  baseURL,
}) => {
  await workspace.grant("ai", "100.00");
  const secret = await makeKey(page, workspace, "Nightly sync", ["Spend credits"]);
  expect(secret).toMatch(/^ws_live_[A-Za-z0-9_-]{43}$/);
  await expect(page.getByText("Nightly sync")).toBeVisible();
  await expectAccessibleInBothThemes(page);

  await page.goto(workspace.path("/settings/billing"));
  const badge = page.getByRole("button", { name: /^Credits available/ });
  await expect(badge).toContainText("100.00");
  const request = await playwright.request.newContext({ baseURL: baseURL ?? "" });
  const { get, post } = program(request, secret);
  const charge = await post("/charges", { ...OWN, amount: "27.40", subject: "Call of Monday" });
  expect(charge.status()).toBe(201);
  await expect(badge).toContainText("72.60");

  await page.reload();
  const table = page.getByRole("table", { name: "Transaction history" });
  const row = table.getByRole("row").filter({ hasText: "Transcription" });
  await expect(row).toContainText("API key Nightly sync");
  await row.getByRole("link", { name: "Transcription" }).click();
  const drawer = page.getByRole("dialog", { name: "Transcription" });
  await expect(drawer).toContainText("API key Nightly sync");
  await expect(drawer).toContainText("Call of Monday");

  await page.goto(workspace.path(KEYS));
  await expect(page.getByRole("main").getByText(/Last used/)).toBeVisible();
  await page.getByRole("button", { name: "Revoke Nightly sync" }).click();
  await page.getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText("Revoked", { exact: true })).toBeVisible();
  const refused = await get("/balance");
  expect(refused.status()).toBe(401);
  expect(await refused.json()).toMatchObject({
    code: "unauthenticated",
    detail: "This key was revoked.",
  });
  await request.dispose();
});

test("a secret is shown once, and nobody but owners and admins makes keys", async ({
  page,
  workspace,
}) => {
  const secret = await makeKey(page, workspace, "Script", []);
  await page.reload();
  await expect(page.getByText("Script")).toBeVisible();
  expect(await page.content()).not.toContain(secret);

  const colleague = await workspace.member("billing");
  await colleague.page.goto(workspace.path(KEYS));
  await expect(colleague.page.getByText(/Only owners and admins make API keys/)).toBeVisible();
  await expect(colleague.page.getByRole("button", { name: "Create key" })).toHaveCount(0);
  await expect(colleague.page.getByText("Script")).toHaveCount(0);
});

test("over HTTP: one key 20 times at once is one charge; 50 charges on a balance for 33 are 33", async ({
  page,
  workspace,
  request,
}) => {
  await workspace.grant("ai", "34.00");
  const secret = await makeKey(page, workspace, "Storm", ["Spend credits", "Read the history"]);
  const { get, post } = program(request, secret);

  const once = randomUUID();
  const same = await Promise.all(Array.from({ length: 20 }, () => post("/charges", OWN, once)));
  const told = await Promise.all(same.map((response) => response.text()));
  expect(new Set(told).size).toBe(1);
  expect(same.map((response) => response.status())).toEqual(Array(20).fill(201));
  expect(same.filter((response) => !response.headers()["idempotent-replayed"])).toHaveLength(1);

  const many = await Promise.all(Array.from({ length: 50 }, () => post("/charges", OWN)));
  const statuses = many.map((response) => response.status());
  expect(statuses.filter((status) => status === 201)).toHaveLength(33);
  expect(statuses.filter((status) => status === 402)).toHaveLength(17);

  expect(await (await get("/balance")).json()).toMatchObject({ ai: { current: "0.00" } });
  const { data } = await (await get("/entries?operation=custom:transcription&limit=100")).json();
  expect(data).toHaveLength(34);
});

test("a connection cut before the answer, and a repeat with the same key, charge once", async ({
  page,
  workspace,
  request,
  baseURL,
}) => {
  await workspace.grant("ai", "10.00");
  const secret = await makeKey(page, workspace, "Flaky", ["Spend credits"]);
  const { get, post } = program(request, secret);
  const key = randomUUID();
  await sendAndHangUp(`${baseURL}/api/v1/charges`, secret, key);
  const repeat = await post("/charges", OWN, key);
  expect(repeat.status()).toBe(201);
  expect(await (await post("/charges", OWN, key)).text()).toBe(await repeat.text());
  expect(await (await get("/balance")).json()).toMatchObject({ ai: { current: "9.00" } });
});

/** Sends a charge and cuts the connection as soon as it is written. */
const sendAndHangUp = (url: string, secret: string, key: string): Promise<void> =>
  new Promise((resolve) => {
    const sent = httpRequest(url, {
      method: "POST",
      headers: {
        authorization: `Bearer ${secret}`,
        "idempotency-key": key,
        "content-type": "application/json",
      },
    });
    sent.on("error", () => {});
    sent.on("close", () => resolve());
    sent.end(JSON.stringify(OWN), () => sent.destroy());
  });

test("every refusal is a problem whose type is documented, and nothing is open to other sites", async ({
  page,
  workspace,
  otherWorkspace,
  request,
}) => {
  const secret = await makeKey(page, workspace, "Careless", ["Spend credits"]);
  const { get, post } = program(request, secret);
  const bearer = { authorization: `Bearer ${secret}`, "idempotency-key": randomUUID() };
  const json = { ...bearer, "content-type": "application/json" };
  const answers = [
    [404, await request.get("/api/v1/nothing")],
    [404, await request.post("/api/v1")],
    [404, await get(`/holds/${randomUUID()}`)],
    [405, await request.delete("/api/v1/charges", { headers: bearer })],
    [405, await request.get("/api/v1/charges", { headers: bearer })],
    [401, await page.request.get("/api/v1/balance")],
    [413, await request.post("/api/v1/charges", { headers: json, data: "x".repeat(70_000) })],
    [
      415,
      await request.post("/api/v1/charges", {
        headers: { ...bearer, "content-type": "text/plain" },
        data: "{}",
      }),
    ],
    [
      400,
      await request.post("/api/v1/charges", { headers: json, data: Buffer.from('{"operation":') }),
    ],
    [422, await post("/charges", { ...OWN, surprise: 1 })],
    [402, await post("/charges", OWN)],
    [403, await get("/entries")],
  ] as const;
  const page2 = await (await request.get("/developers")).text();
  for (const [status, response] of answers) {
    const label = `${response.url()} ${response.status()}`;
    expect.soft(response.status(), label).toBe(status);
    const { type, request_id: id, code } = await response.json();
    const headers = response.headers();
    expect.soft(headers["content-type"], label).toBe("application/problem+json");
    expect.soft(headers["x-request-id"], label).toBe(id);
    expect.soft(headers["access-control-allow-origin"], label).toBeUndefined();
    expect.soft(page2, code).toContain(`id="${new URL(type).hash.slice(1)}"`);
  }

  const hold = await post("/holds", { ...OWN, amount: "0.00" });
  const stranger = await makeKey(otherWorkspace.owner.page, otherWorkspace, "Stranger", [
    "Spend credits",
  ]);
  const { id } = await hold.json();
  const theirs = program(request, stranger);
  expect((await theirs.get(`/holds/${id}`)).status()).toBe(404);
  expect((await theirs.post(`/holds/${id}/capture`)).status()).toBe(404);
});

test("the example of the documentation works as it is pasted", async ({
  page,
  workspace,
  baseURL,
}) => {
  await workspace.grant("ai", "100.00");
  const secret = await makeKey(page, workspace, "Pasted", ["Quote operations", "Spend credits"]);
  const documented = readFileSync("docs/api.md", "utf8");
  const [, name = ""] = /Save this as `([^`]+)`/.exec(documented) ?? [];
  const [, code = ""] = /```ts\n([\s\S]+?)```/.exec(documented) ?? [];
  const folder = mkdtempSync(join(tmpdir(), "api-example-"));
  // Whatever kind of modules the reader's package is of.
  writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }');
  const file = join(folder, name);
  writeFileSync(file, code);
  const { stdout } = await promisify(execFile)(process.execPath, [file], {
    env: { ...process.env, WELLSPENT_URL: baseURL, WELLSPENT_KEY: secret },
  });
  expect(stdout.trim().split("\n")).toEqual([
    "At most 49.20 AI credits",
    "Charged 36.90, 63.10 available",
  ]);
});

// Where there is no curl, nobody pastes them: a test that is skipped would count as one that failed.
const withCurl = spawnSync("curl", ["--version"]).error ? () => {} : test;

withCurl(
  "the examples with curl do what they say as they are pasted, again and again",
  async ({ page, workspace, baseURL }) => {
    await workspace.grant("ai", "100.00");
    const scopes = ["Spend credits", "Read the history"];
    const secret = await makeKey(page, workspace, "Pasted", scopes);
    const [, code = ""] =
      /## With curl\n\n```sh\n([\s\S]+?)```/.exec(readFileSync("docs/api.md", "utf8")) ?? [];
    // What curl prints beside the body is set where a person sets it, so that the examples stay as they are.
    const home = mkdtempSync(join(tmpdir(), "curl-example-"));
    writeFileSync(join(home, ".curlrc"), 'silent\nwrite-out = "\\n%{http_code}\\n"\n');
    const pasted = async () => {
      const { stdout } = await promisify(execFile)("sh", ["-ec", code], {
        env: { ...process.env, CURL_HOME: home, WELLSPENT_URL: baseURL, WELLSPENT_KEY: secret },
      });
      const lines = stdout.split("\n").filter(Boolean);
      return lines.flatMap((body, index) =>
        index % 2 === 0 ? [{ code: Number(lines[index + 1]), body: JSON.parse(body) }] : [],
      );
    };

    const [balance, charge, newest, older] = await pasted();
    expect([balance, charge, newest, older].map((one) => one?.code)).toEqual([200, 201, 200, 200]);
    expect(charge?.body).toMatchObject({ amount: "2.50", balance: { available: "97.50" } });
    expect(newest?.body.data).toHaveLength(2);
    expect(older?.body.data).toEqual(newest?.body.data);

    const [, again] = await pasted();
    expect(again?.body).toMatchObject({ amount: "2.50", balance: { available: "97.50" } });
  },
);

test("the API's own description is served, and its page leads from request to error", async ({
  page,
}) => {
  const document = await (await page.request.get("/api/v1/openapi.json")).json();
  expect(document.openapi).toBe("3.1.1");
  await page.goto("/developers");
  await page
    .getByRole("navigation", { name: "On this page" })
    .getByRole("link", { name: /^Make a charge/ })
    .click();
  await expect(page).toHaveURL(/#createCharge$/);
  const section = page.getByRole("region", { name: "Make a charge", exact: true });
  await section.getByRole("link", { name: "402 insufficient_credits" }).click();
  await expect(page.locator("#problem-insufficient-credits")).toBeInViewport();
});
