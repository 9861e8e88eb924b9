import { complaintsOf, expect, expectAccessibleInBothThemes, test } from "./fixtures";

test("the server says how it is, and nothing else", async ({ request }) => {
  const response = await request.get("/api/health");
  expect(response.status()).toBe(200);
  expect(await response.json()).toEqual({
    status: "ok",
    database: "ok",
    migrations: "ok",
    clock: "ok",
    jobs: "ok",
  });
});

test("the sign-in page loads under its content policy without a complaint", async ({ page }) => {
  const complaints = complaintsOf(page);
  const response = await page.goto("/sign-in");
  const headers = response?.headers() ?? {};

  expect(response?.status()).toBe(200);
  expect(headers["content-security-policy"]).toMatch(
    /script-src 'self' 'nonce-[^']+' 'strict-dynamic';/,
  );
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["referrer-policy"]).toBe("strict-origin-when-cross-origin");
  expect(headers["x-request-id"]).toMatch(/^[0-9a-f]{16}$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  expect(complaints).toEqual([]);
});

test("every page has a policy of its own, also those of a workspace that is called as a file begins", async ({
  request,
}) => {
  const paths = ["/sign-in", "/sign-in", "/iconic", "/favicons/activity", "/robots-txt"];
  const policies = await Promise.all(
    paths.map(async (path) => {
      const answer = await request.get(path, { maxRedirects: 0 });
      return answer.headers()["content-security-policy"];
    }),
  );
  for (const policy of policies) expect(policy).toMatch(/script-src 'self' 'nonce-[^']+'/);
  expect(new Set(policies).size).toBe(paths.length);
});

test("a page that is not there says so, with the reference its log line has", async ({ page }) => {
  await page.setExtraHTTPHeaders({ "x-request-id": "c0ffee00deadbeef" });
  const response = await page.goto("/api-of-nobody/nothing/here");

  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await expect(page.getByText("Reference C0FFEE00")).toBeVisible();
  await expectAccessibleInBothThemes(page);
});

test("an address that makes no sense is never a fault of the server", async ({
  page,
  workspace,
}) => {
  const odd = "from=0001-01-01&to=9999-12-31&op=%00&member=%00&before=lead-0&tx=%00";
  await page.goto(workspace.path(`/settings/billing?${odd}`));
  const history = page.getByRole("region", { name: "Transaction history" });
  await expect(history.getByText("No transactions match these filters")).toBeVisible();
  for (const path of [
    "/leads?q=%00",
    "/settings/billing/receipts?year=99999999",
    "/activity?after=%00",
  ]) {
    await page.goto(workspace.path(path));
    await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(page.getByText(/^Reference/)).toHaveCount(0);
  }
  for (const path of ["/leads/%00", "/activity/%00", "/settings/billing/return?session_id=%00"]) {
    await page.goto(workspace.path(path));
    await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  }
  const asked = page.request;
  expect((await asked.get("/api/balance?workspace=%00")).status()).toBe(404);
  const file = await asked.get(`/api/exports/transactions?workspace=${workspace.slug}&${odd}`);
  expect(await file.text()).toMatch(/^\ufefftransaction,.*\r\n$/);
});

test("a body without an end is cut off, and what is sent whole is read", async ({ baseURL }) => {
  const flood = () =>
    new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024).fill(97)),
    });
  for (const path of ["/api/webhooks/stripe", "/api/auth/callback/password"]) {
    const sent = fetch(new URL(path, baseURL), {
      method: "POST",
      body: flood(),
      duplex: "half",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    } as RequestInit);
    // An answer, or a connection that was closed on the sender: either ends it.
    const end = await sent.then(({ status }) => status).catch(() => "closed");
    expect([413, "closed"], path).toContain(end);
  }
  const whole = await fetch(new URL("/api/auth/callback/password", baseURL), {
    method: "POST",
    body: new URLSearchParams({ email: "nobody@example.com", password: "x" }),
    redirect: "manual",
  });
  expect(whole.status).toBe(302);
});
