import type { Page } from "@playwright/test";
import { furnish } from "./access/furnish";
import { breakData } from "./faults";
import { expect, expectAccessibleInBothThemes, test, type Workspace } from "./fixtures";
import { withoutLazyCode } from "./lazy-code";

const SIZES = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
];

/** What can be narrowed to nothing, what it says then, and what leads back. */
const NO_MATCH = [
  ["/activity?state=failed", "No runs match these filters", "Clear filters"],
  ["/leads?q=zzzz", 'No list has "zzzz" in its name', "Clear search"],
  ["/settings/billing?op=refund", "No transactions match these filters", "Clear filters"],
  [
    "/settings/usage?from=2026-01-05&to=2026-01-06",
    "No AI credits used from 5 to 6 Jan",
    "Last 30 days",
  ],
] as const;

/** What does not load of a workspace with broken data, where, and that it says so: each part in its own place. */
const FAILED = [
  ["", "This page did not load"],
  ["/activity", "Runs did not load"],
  ["/leads", "This page did not load"],
  [
    "/settings/billing",
    "Balance did not load",
    "Packages did not load",
    "Transactions did not load",
  ],
  ["/settings/usage", "Usage did not load"],
  ["/settings/cold-email-agent", "Balance did not load", "Packages did not load"],
] as const;

/** How a checkout can have ended, and what the page that it leads back to says. */
const ENDS = {
  processing: "Payment received. Adding credits.",
  confirming: "The bank is confirming the payment",
  paid: "550 credits added",
  failed: "The payment failed",
  expired: "Checkout was closed",
} as const;

/** Something of everything, so that there is something to find nothing in. */
async function work(workspace: Workspace): Promise<string> {
  const { createList } = await import("@/lib/leads/mutations/lists");
  await workspace.grant("ai", "100.00");
  await workspace.grant("lead", "500.00");
  await workspace.charge("ai", "7.25", { operation: "content_generation" });
  await workspace.startRun({ leads: 2, subject: "Roasters" });
  const by = { workspaceId: workspace.id, createdBy: workspace.owner.userId };
  return (await createList({ ...by, name: "Roasters", now: new Date() })).id;
}

/** At every size, in both themes. */
async function expectReadable(page: Page): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await expectAccessibleInBothThemes(page);
  }
}

test("what is filtered to nothing says so, and leads back", async ({ page, workspace }) => {
  test.slow();
  const list = await work(workspace);
  const pages = [...NO_MATCH, [`/leads/${list}?q=zzzz`, "No lead", "Clear search"] as const];
  for (const [path, words, back] of pages) {
    await test.step(path, async () => {
      await page.goto(workspace.path(path));
      const main = page.getByRole("main");
      await expect(main.getByText(words).first()).toBeVisible();
      // Links: they lead back before any code has come.
      await expect(main.getByRole("link", { name: back }).first()).toBeVisible();
      await expectReadable(page);
    });
  }
  await test.step("code that did not come is asked for again", async () => {
    const path = workspace.path("/settings/billing?op=expiry");
    const comesAgain = await withoutLazyCode(page, path);
    await page.goto(path);
    const failed = page.getByRole("main").getByRole("alert");
    await expect(failed).toContainText("Transactions did not load");
    await comesAgain();
    await failed.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("No transactions match these filters")).toBeVisible();
  });
});

test("what does not load says so in its place, and the rest of the page works", async ({
  page,
  workspace,
}) => {
  test.slow();
  await work(workspace);
  await Promise.all(
    (["pace", "history", "topUps", "runs", "lists"] as const).map((fault) =>
      breakData(workspace.id, fault),
    ),
  );
  for (const [path, ...parts] of FAILED) {
    await test.step(path, async () => {
      await page.goto(workspace.path(path));
      const main = page.getByRole("main");
      for (const [at, words] of parts.entries()) {
        await expect(main.getByText(words).first()).toBeVisible();
        const failed = main.getByRole("alert").nth(at);
        await expect(failed).toContainText(/Reference \d+\./);
        await expect(failed.getByRole("button", { name: "Try again" })).toBeVisible();
      }
      await expect(page.getByRole("navigation").first()).toBeVisible();
      await expectReadable(page);
    });
  }
});

test("the page that a checkout leads back to is accessible however it ended", async ({
  page,
  workspace,
}) => {
  test.slow();
  const { sessions } = await furnish(workspace);
  for (const end of Object.keys(ENDS) as (keyof typeof ENDS)[]) {
    await test.step(end, async () => {
      await page.goto(workspace.path(`/settings/billing/return?session_id=${sessions[end]}`));
      await expect(page.getByRole("heading", { level: 1, name: ENDS[end] })).toBeVisible();
      // However it stands, it leads on.
      await expect(page.getByRole("main").getByRole("link", { name: /^Back to/ })).toBeVisible();
      await expectReadable(page);
    });
  }
});
