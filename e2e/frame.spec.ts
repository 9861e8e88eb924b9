import { complaintsOf, expect, expectAccessible, test } from "./fixtures";

test("the server says how it is, and nothing else", async ({ request }) => {
  const response = await request.get("/api/health");
  expect(response.status()).toBe(200);
  expect(await response.json()).toEqual({
    status: "ok",
    database: "ok",
    migrations: "ok",
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
  await expectAccessible(page);
  expect(complaints).toEqual([]);
});

test("two answers never share a nonce", async ({ request }) => {
  const nonces = await Promise.all(
    [1, 2].map(async () => (await request.get("/sign-in")).headers()["content-security-policy"]),
  );
  expect(nonces[0]).not.toBe(nonces[1]);
});

test("a page that is not there says so, with the reference its log line has", async ({ page }) => {
  await page.setExtraHTTPHeaders({ "x-request-id": "c0ffee00deadbeef" });
  const response = await page.goto("/api-of-nobody/nothing/here");

  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await expect(page.getByText("Reference C0FFEE00")).toBeVisible();
  await expectAccessible(page);
});
