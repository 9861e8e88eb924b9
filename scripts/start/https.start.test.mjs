import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumArguments, chromiumPath } from "../../e2e/browser";
import { tlsProxy } from "../testing/tls-proxy.mjs";
import { buildWhenChanged } from "./build.mjs";
import { freePort } from "./machine.mjs";

// An installation behind a proxy that speaks https, and a browser that comes through it.
const DATA = join(import.meta.dirname, "../../.data/https-test");
const PASSWORD = "correct horse battery staple";
let server;
let port;
let address;
let closeProxy;
let browser;

beforeAll(async () => {
  await buildWhenChanged();
  rmSync(DATA, { recursive: true, force: true });
  port = await freePort(3194);
  const secure = await freePort(3196);
  address = `https://localhost:${secure}`;
  closeProxy = await tlsProxy(secure, port);
  server = spawn(process.execPath, ["scripts/start.mjs"], {
    env: {
      ...process.env,
      NODE_ENV: "",
      DATABASE_URL: "",
      DATA_DIR: DATA,
      PORT: String(port),
      SEED: "0",
      APP_URL: address,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  await new Promise((runs, fails) => {
    let output = "";
    const listen = (data) => {
      output += data;
      if (output.includes("Wellspent runs at")) runs();
    };
    for (const stream of [server.stdout, server.stderr]) stream.on("data", listen);
    server.once("exit", () => fails(new Error(output)));
  });
  browser = await chromium.launch({
    executablePath: await chromiumPath(),
    args: chromiumArguments,
  });
});
afterAll(async () => {
  await browser?.close();
  await closeProxy?.();
  const ended = new Promise((done) => server.once("exit", done));
  if (server.exitCode === null) server.kill("SIGTERM");
  await ended;
  rmSync(DATA, { recursive: true, force: true });
});

/** Where the server sends somebody who asks for the workspace with this cookie; null if it shows the workspace. */
async function ledElsewhere(cookie) {
  const answer = await fetch(`http://localhost:${port}/northwind`, {
    headers: { cookie },
    redirect: "manual",
  });
  return answer.headers.get("location");
}

test("over https people sign up, out and in, and every cookie is for https and this host alone", async () => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, baseURL: address });
  const page = await context.newPage();
  const opened = await page.goto("/sign-up");
  expect(opened?.headers()["strict-transport-security"]).toContain("max-age=");
  await page.getByLabel("Your name").fill("Ada Norte");
  await page.getByLabel("E-mail address").fill("ada@example.com");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByLabel("Workspace").fill("Northwind");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL("**/northwind");

  const named = async (name) => (await context.cookies()).find((one) => one.name === name);
  // A browser's choices are written once the page's script runs.
  await expect.poll(() => named("workspace")).toBeDefined();
  for (const cookie of await context.cookies()) {
    expect
      .soft(cookie, cookie.name)
      .toMatchObject({ secure: true, sameSite: "Lax", domain: "localhost" });
  }
  const session = await named("__Host-authjs.session-token");
  expect(session).toMatchObject({ httpOnly: true, path: "/" });

  // Only under its full name, which no page without https and no neighbouring host can set.
  expect(await ledElsewhere(`__Host-authjs.session-token=${session.value}`)).toBeNull();
  for (const prefix of ["", "__Secure-"]) {
    const cookie = `${prefix}authjs.session-token=${session.value}`;
    expect(await ledElsewhere(cookie)).toContain("/sign-in");
  }

  await page.getByRole("button", { name: "Account, Ada Norte" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
  expect(await named("__Host-authjs.session-token")).toBeUndefined();
  expect(await ledElsewhere(`__Host-authjs.session-token=${session.value}`)).toContain("/sign-in");

  await page.getByLabel("E-mail address").fill("ada@example.com");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForURL(/workspaces|northwind/);
  expect(await named("__Host-authjs.session-token")).toMatchObject({ secure: true });
  await context.close();
});
