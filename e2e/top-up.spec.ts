import type { Page } from "@playwright/test";
import { backFromCheckout } from "./checkout";
import { expect, expectAccessibleInBothThemes, test, type Workspace } from "./fixtures";

const PAGE = "/settings/billing/top-up";
const badge = (page: Page) => page.getByRole("button", { name: /Credits available/ });

/** Buys Popular and lets the card be kept. */
async function buyAndSave(page: Page, workspace: Workspace) {
  await page.goto(workspace.path("/settings/billing?buy=popular"));
  const save = page.getByRole("checkbox", { name: "Save this card for auto top-up" });
  await expect(save).not.toBeChecked();
  await save.click();
  await expect(save).toBeChecked();
  await page.getByRole("button", { name: /^Continue to checkout/ }).click();
  await expect(page.getByText("This card is saved for automatic top-ups.")).toBeVisible();
  await page.getByRole("button", { name: /^Pay \$/ }).click();
  await expect(page.getByRole("heading", { name: "550 credits added" })).toBeVisible();
}

const card = (page: Page) => page.getByText("Visa ending in 4242", { exact: true });

/** On the page of the payment provider: nothing is paid there, and what is agreed to is said. */
async function onCardPage(page: Page) {
  await expect(page.getByRole("heading", { name: "Save a card" })).toBeVisible();
  await expect(page.getByText("This card is saved for automatic top-ups.")).toBeVisible();
}

/** On the page of automatic top-ups: adds a card without buying anything. */
async function addCard(page: Page, meanwhile = async () => {}) {
  await expect(page.getByText("No card is saved.")).toBeVisible();
  await page.getByRole("button", { name: "Add a card" }).click();
  await onCardPage(page);
  await page.getByRole("button", { name: "Save card" }).click();
  await meanwhile();
  await expect(card(page)).toBeVisible();
}

const form = (page: Page) => page.getByRole("form", { name: "Auto top-up of AI credits" });

/** Below 100.00, Popular, $200 a month. */
async function switchOn(page: Page, workspace: Workspace) {
  await page.goto(workspace.path(PAGE));
  await form(page).getByLabel("Buy when less than this is available").fill("100");
  await form(page).getByLabel("Package").selectOption("popular");
  await form(page).getByLabel("Most in a month").fill("200");
  await expect(form(page)).toContainText(
    "Buys Popular for $50.00 when less than 100.00 AI credits are available, for $200.00 a month at most. Visa ending in 4242 is charged without asking again.",
  );
  await form(page).getByRole("button", { name: "Switch on for AI credits" }).click();
  await expect(form(page)).toContainText("$0.00 of $200.00 used this month.");
}

test("switched on, it buys by itself once the balance falls below, and says so everywhere", async ({
  page,
  workspace,
}) => {
  test.slow();
  await buyAndSave(page, workspace);
  await page.getByRole("link", { name: "Back to Billing" }).click();
  await expect(page.getByText("Auto top-up: off")).toBeVisible();
  await page.getByRole("link", { name: "Set up auto top-up" }).click();
  await expect(page.getByText("Visa ending in 4242")).toBeVisible();
  await expect(form(page).getByLabel("Package")).toHaveValue("");
  await switchOn(page, workspace);
  await expectAccessibleInBothThemes(page);

  await workspace.charge("ai", "450.01", {});
  await expect(badge(page)).toHaveAccessibleName(/649\.99 AI/);
  await page.reload();
  await expect(page.getByRole("listitem").filter({ hasText: "Credits added." })).toContainText(
    "$50.00",
  );
  await expect(form(page)).toContainText("$50.00 of $200.00 used this month.");

  // Who may not change it sees that it is on, and neither what was bought nor with which card.
  const priya = (await workspace.member("member")).page;
  await priya.goto(workspace.path(PAGE));
  await expect(priya.getByText("Ines Carvalho can change this.")).toBeVisible();
  await expect(priya.getByText("Credits added.")).toHaveCount(0);
  expect(await priya.content()).not.toMatch(/4242|Credits added/);

  await page.goto(workspace.path("/settings/billing"));
  const history = page.getByRole("region", { name: "Transaction history" });
  await expect(history.getByRole("row").filter({ hasText: "Auto top-up: Popular" })).toHaveCount(1);
  await expect(page.getByText("Auto top-up: below 100.00")).toBeVisible();
  // A card is kept: nobody is asked for one while they buy.
  const save = page.getByRole("checkbox", { name: "Save this card for auto top-up" });
  await expect(save).toHaveCount(0);
  await page.getByRole("link", { name: "Change auto top-up" }).click();
  await page.getByRole("button", { name: "Use another card" }).click();
  await onCardPage(page);
  await page.getByRole("button", { name: "Save card" }).click();
  await expect(card(page)).toBeVisible();
  await expect(form(page).getByRole("button", { name: "Switch off" })).toBeVisible();
  await page.goto(workspace.path("/settings/billing/receipts"));
  await expect(page.getByRole("row", { name: /Auto top-up/ })).toContainText("Visa 4242");

  await page.goto(workspace.path(PAGE));
  await form(page).getByRole("button", { name: "Switch off" }).click();
  await expect(form(page).getByRole("button", { name: "Switch on for AI credits" })).toBeVisible();
  await page.getByRole("button", { name: "Remove card" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove card" }).click();
  await expect(page.getByText("No card is saved.")).toBeVisible();
});

test("a bank that wants its owner ends it: the page and the alerts say why", async ({
  page,
  workspace,
  payments,
}) => {
  test.slow();
  await workspace.grant("ai", "550.00");
  await page.goto(workspace.path(PAGE));
  await addCard(page);
  await payments.declineSavedCard("insufficient_funds", "authentication_required");
  await switchOn(page, workspace);
  await workspace.charge("ai", "500.00", {});
  await page.getByRole("button", { name: /^Notices/ }).click();
  await page.getByRole("link", { name: /Auto top-up of AI credits was declined/ }).click();
  const latest = page.getByRole("listitem").filter({ hasText: "Popular" });
  await expect(latest).toContainText("The card has insufficient funds. Tries again");
  await expect(form(page)).toContainText("The card has insufficient funds. Tries again");
  await latest.getByRole("button", { name: "Try now for Popular" }).press("Enter");
  await expect(latest).toBeFocused();
  const stopped = form(page).getByText("Auto top-up switched itself off.", { exact: false });
  await expect(async () => {
    await page.reload();
    await expect(stopped).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(stopped).toContainText("The bank asked for a confirmation that did not happen.");
  await expectAccessibleInBothThemes(page);
  await page.goto(workspace.path("/settings/billing"));
  await expect(page.getByText("Auto top-up: switched itself off")).toBeVisible();
  await page.goto(workspace.path("/settings/alerts"));
  await expect(page.getByText("Auto top-up of AI credits switched itself off")).toBeVisible();
});

test("a month's limit that leaves no room says so beside it, and when buying goes on", async ({
  page,
  workspace,
}) => {
  await workspace.grant("ai", "550.00");
  await page.goto(workspace.path(PAGE));
  await addCard(page);
  await switchOn(page, workspace);
  for (const bought of [50, 100, 150, 200]) {
    await workspace.charge("ai", "549.00", {});
    await expect(form(page)).toContainText(`$${bought}.00 of $200.00 used this month.`);
  }
  await workspace.charge("ai", "549.00", {});
  await page.reload();
  await expect(form(page)).toContainText(
    /The monthly limit leaves no room\. Tries again 1 \w+, 00:00\./,
  );
  await expectAccessibleInBothThemes(page);
  const rail = await page.context().newPage();
  await rail.goto(workspace.path("/settings/billing"));
  await expect(rail.getByText("Auto top-up: paused, its monthly limit is reached")).toBeVisible();

  // Raised elsewhere, it is what every page says, in its fields as well; what is being written there stays.
  await rail.goto(workspace.path(PAGE));
  await form(page).getByLabel("Buy when less than this is available").fill("120");
  await form(rail).getByLabel("Most in a month").fill("500");
  await form(rail).getByRole("button", { name: "Save changes" }).click();
  for (const shown of [page, rail]) {
    await expect(form(shown)).toContainText("$200.00 of $500.00 used this month.");
    await expect(form(shown)).not.toContainText("leaves no room");
  }
  await expect(form(page).getByLabel("Most in a month")).toHaveValue("500.00");
  await expect(form(page).getByLabel("Buy when less than this is available")).toHaveValue("120");
  await expect(form(page)).toContainText("for $500.00 a month at most");
});

test("what cannot work is refused beside its field; members see who may change it", async ({
  page,
  workspace,
  payments,
}) => {
  await page.goto(workspace.path(PAGE));
  await page.getByRole("button", { name: "Add a card" }).click();
  await page.getByRole("button", { name: "Decline card" }).click();
  await expect(page.getByRole("alert")).toContainText("Nothing was saved.");
  await backFromCheckout(page);
  await expect(
    page.getByRole("main").getByText("Checkout was closed. Nothing was charged."),
  ).toBeVisible();
  await payments.deliver({ hold: true });
  await addCard(page, async () => {
    await expect(page.getByText("The card is being saved.")).toBeVisible();
    await payments.flush();
  });
  await expect(page).toHaveURL(/\/top-up$/);

  await form(page).getByLabel("Buy when less than this is available").fill("600");
  await form(page).getByLabel("Package").selectOption("popular");
  await form(page).getByLabel("Most in a month").fill("20");
  await page.keyboard.press("Enter");
  await expect(form(page).getByRole("alert")).toHaveText(
    "This package is smaller than the amount above. Choose a larger one.",
  );
  await form(page).getByLabel("Buy when less than this is available").fill("100");
  await page.keyboard.press("Enter");
  await expect(form(page).getByRole("alert")).toHaveText(
    "The limit is below the price of one package.",
  );

  const priya = await workspace.member("member");
  await priya.page.goto(workspace.path("/settings/billing"));
  await priya.page.getByRole("link", { name: "See auto top-up" }).click();
  await expect(priya.page.getByText("Ines Carvalho can change this.")).toBeVisible();
  await expect(priya.page.getByText("4242")).toBeHidden();
  await expect(priya.page.getByRole("button", { name: /Switch on/ })).toBeHidden();
  await expectAccessibleInBothThemes(priya.page);
});
