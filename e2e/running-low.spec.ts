import type { Page } from "@playwright/test";
import { expect, expectAccessibleInBothThemes, test, type Workspace } from "./fixtures";
import { hydrated } from "./hydrated";
import { bookUse, grantLot } from "./ledger";

const PAGE = "/activity";
const LOW = "Credits are running low.";

/** Whether the server draws it, before any script has looked at the page. */
const isDrawn = async (page: Page, workspace: Workspace): Promise<boolean> =>
  (await (await page.request.get(workspace.path(PAGE))).text()).includes(LOW);

test("a notice that was dismissed is drawn no more, until the balance falls below once more", async ({
  page,
  workspace,
}) => {
  await grantLot(workspace, "ai", "Welcome", 150_00);
  await bookUse(workspace, "Posts", 60_00);
  await page.goto(workspace.path(PAGE));
  await hydrated(page);
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByText(LOW)).toHaveCount(0);
  expect(await isDrawn(page, workspace)).toBe(false);

  // Lower, but not below anything else: the same crossing.
  await bookUse(workspace, "Posts", 5_00);
  await page.reload();
  await expect(page.getByText(LOW)).toHaveCount(0);

  // Nobody looks while it rises and falls again.
  await page.goto("about:blank");
  await grantLot(workspace, "ai", "More", 100_00);
  await bookUse(workspace, "Posts", 100_00);
  expect(await isDrawn(page, workspace)).toBe(true);
  await page.goto(workspace.path(PAGE));
  await expect(page.getByText(LOW)).toBeVisible();

  // The badge says each level by its name, as it is reached.
  const badge = page.locator("[data-slot=balance-badge]");
  await expect(badge).toHaveAccessibleName(
    "Credits available: 85.00 AI, 0 lead. AI credits are low. Open details.",
  );
  await bookUse(workspace, "Posts", 77_00);
  await expect(badge).toHaveAccessibleName(/: 8\.00 AI, 0 lead\. AI credits are almost used up\. /);
  await bookUse(workspace, "Posts", 8_00);
  await expect(badge).toHaveAccessibleName(/: 0\.00 AI, 0 lead\. AI credits are used up\. /);
});

test("credits that are all held are not said to be used up", async ({ page, workspace }) => {
  await grantLot(workspace, "ai", "Welcome", 100_00);
  const secret = await workspace.program("Nightly sync");
  const hold = await page.request.post("/api/v1/holds", {
    headers: { authorization: `Bearer ${secret}`, "idempotency-key": "all" },
    data: { operation: "custom:crawl", kind: "ai", amount: "100.00" },
  });
  expect(hold.status()).toBe(201);

  await page.goto(workspace.path(PAGE));
  await expect(page.getByText("All AI credits are held.")).toBeVisible();
  await expect(page.getByText("No AI credits left")).toHaveCount(0);
  await expect(page.locator("[data-slot=balance-badge]")).toHaveAccessibleName(
    /AI credits are all held\./,
  );
  await page.getByRole("button", { name: /^Notices/ }).click();
  await expect(page.getByRole("link", { name: "Unread: All AI credits are held" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.goto(workspace.path());
  await expect(page.getByText("Everything left is held for 1 hold of a program.")).toBeVisible();
  await expectAccessibleInBothThemes(page);
});

test("where lead credits are looked at, what is said is of lead credits", async ({
  page,
  workspace,
}) => {
  for (const kind of ["ai", "lead"] as const) {
    await workspace.grant(kind, "5.00");
    await workspace.charge(kind, "5.00", {});
  }
  const buy = page.getByRole("link", { name: "Buy credits" });
  await page.goto(workspace.path("/settings/billing"));
  await expect(page.getByText("No AI credits left.", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Lead credits" }).first().click();
  await expect(page.getByText("No lead credits left.", { exact: true })).toBeVisible();
  await expect(page.getByText("No AI credits left.", { exact: true })).toHaveCount(0);
  await expect(buy).toHaveAttribute("href", workspace.path("/settings/billing?kind=lead"));
});
