import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { canSay, hydrated } from "./hydrated";

const announcement = (page: Page) =>
  page.getByText("The server does not answer. Trying again until it does.");

for (const [how, status] of [
  ["is not there", null],
  ["is not there, and a proxy says so", 502],
  ["is started anew, and a proxy says so", 503],
] as const) {
  test(`a page that is asked for while the server ${how} comes once it answers, and takes nothing away before`, async ({
    page,
    workspace,
  }) => {
    await page.goto(workspace.path("/settings/appearance"));
    await canSay(page);
    await hydrated(page);
    await page.evaluate(() => Object.assign(window, { kept: true }));
    await page.route("**/*", (route) =>
      status === null ? route.abort("connectionrefused") : route.fulfill({ status, body: "Away" }),
    );
    await page.getByRole("link", { name: "Members", exact: true }).press("Enter");
    await expect(announcement(page)).toBeVisible();
    await expect(page.getByRole("heading", { level: 1, name: "Appearance" })).toBeVisible();

    await page.unrouteAll();
    await expect(page.getByRole("heading", { level: 1, name: "Members" })).toBeAttached();
    await expect(page).toHaveURL(workspace.path("/settings/members"));
    expect(await page.evaluate(() => "kept" in window)).toBe(true);
  });
}

test("a page that a server is too slow for is not asked for again by itself: what the proxy says takes its place", async ({
  page,
  workspace,
}) => {
  await page.goto(workspace.path("/settings/appearance"));
  await canSay(page);
  await hydrated(page);
  const asked: string[] = [];
  await page.route("**/settings/members*", (route) => {
    const headers = route.request().headers();
    if (!headers["next-router-prefetch"]) asked.push(headers.rsc ? "the part" : "the whole");
    return route.fulfill({ status: 504, body: "Too slow" });
  });
  await page.getByRole("link", { name: "Members", exact: true }).press("Enter");
  await expect(page.getByText("Too slow")).toBeVisible();
  expect(asked).toEqual(["the part", "the whole"]);
});

test("what is pressed while the server is away is not sent again by itself", async ({
  page,
  workspace,
}) => {
  await page.goto(workspace.path("/settings/general"));
  await canSay(page);
  const name = page.getByLabel("Name", { exact: true }).first();
  await name.fill("Another name");
  let sent = 0;
  await page.route("**/settings/general", (route) => {
    if (route.request().method() === "POST") sent += 1;
    return route.abort("connectionrefused");
  });
  await name.press("Enter");
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expect(announcement(page)).toHaveCount(0);
  expect(sent).toBe(1);
});
