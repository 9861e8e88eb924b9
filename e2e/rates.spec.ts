import type { Page } from "@playwright/test";
import { expectWellMade } from "./access/well-made";
import { expect, expectAccessibleInBothThemes, test } from "./fixtures";

const ADMIN = "installation.admin@example.com";
/** Far enough away that no other journey is quoted by it. */
const nextYear = new Date().getUTCFullYear() + 1;
const VERSION = `${new Date().getUTCMonth() < 11 ? nextYear - 1 : nextYear}-12-31`;

const row = (page: Page, name: string) => page.getByRole("row", { name });

test("a new version of the rates is written, looked at and published; the old one stays what it was", async ({
  workspace,
}) => {
  const { page } = await workspace.installationAdmin(ADMIN);
  await page.goto(workspace.path("/rates"));
  await expect(page.getByText("Version 2026-10-01, from 1 Oct 2026, 00:00 UTC.")).toBeVisible();
  await page.getByRole("link", { name: "New version" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New version of the rate card");

  const review = page.getByRole("button", { name: "Review changes" });
  await review.click();
  await expect(page.getByText("No price is changed.")).toBeVisible();
  await expect(page.getByText("Write a date and a time.")).toBeVisible();
  await expect(page.getByText("Say in a sentence why the rates change.")).toBeVisible();
  // By keyboard one is where the first of it can be mended.
  await expect(page.getByLabel("In force from, UTC")).toBeFocused();
  await expectAccessibleInBothThemes(page);

  await page.getByRole("button", { name: "Change Direct messages, standard" }).press("Enter");
  const prices = page.getByRole("group", { name: "Prices of Direct messages, standard" });
  await prices.getByLabel("At most").fill("0.70");
  await expect(prices.getByRole("alert")).toContainText("The lowest price is above the highest");
  await prices.getByLabel("At most").fill("1.1.");
  await expect(prices.getByLabel("At most")).toHaveAttribute("aria-invalid", "true");
  await expectAccessibleInBothThemes(page);
  await prices.getByLabel("At most").fill("1.30");
  const from = page.getByLabel("In force from, UTC");
  await from.fill(`${VERSION}T09:00`);
  await expect(from).toHaveAccessibleDescription(/^31 Dec 20\d\d, 09:00 UTC/);
  await page.getByLabel("Why").fill("Longer messages cost what they take.");
  // What is mended is no longer said.
  for (const sentence of [
    "No price is changed.",
    "Write a date and a time.",
    "Say in a sentence why",
  ]) {
    await expect(page.getByText(sentence)).toHaveCount(0);
  }
  await page.reload();
  await expect(page.getByLabel("Why")).toHaveValue("Longer messages cost what they take.");
  await expect(from).toHaveValue(`${VERSION}T09:00`);
  await expect(prices.getByLabel("At most")).toHaveValue("1.30");
  const kept = await page.evaluate(() => Object.entries(localStorage));
  await review.click();

  await expect(page.getByRole("heading", { name: "1 operation changes" })).toBeFocused();
  const changes = page.getByRole("table", { name: "What changes" });
  await expect(changes.getByRole("row").nth(1)).toContainText(/At most.*1\.10.*1\.30/);
  const quotes = page.getByRole("table", { name: "Quotes before and after" });
  await expect(row(page, "Direct messages, standard, 100 messages").first()).toContainText(
    /80\.00 to 110\.00.*80\.00 to 130\.00/,
  );
  await expect(quotes).toContainText("1 message");
  await expectWellMade(page);

  const other = await page.context().newPage();
  await other.goto("/rates/publish");
  await expect(other.getByLabel("Why")).toHaveValue("Longer messages cost what they take.");
  await other.getByRole("button", { name: "Review changes" }).press("Enter");
  await expect(other.getByRole("heading", { name: "1 operation changes" })).toBeFocused();
  const publish = "Publish this version";
  await page.getByRole("button", { name: publish }).click();
  await expect(page).toHaveURL(`/rates?version=${VERSION}`);
  // Who was about to publish the same is told, and theirs follows nothing that is gone.
  await other.getByRole("button", { name: publish }).press("Enter");
  const told = other.getByText("Another version was published meanwhile, so this one was not.");
  await expect(told).toBeVisible();
  await other.close();
  await expect(page.getByText("These rates apply from")).toBeVisible();
  await expect(page.locator("#dm_standard")).toContainText("at most 1.30");

  // What was published is no draft any more. One that was written elsewhere meanwhile is of the version before.
  await page.goto("/rates/publish");
  const discard = page.getByRole("button", { name: "Discard draft" });
  await expect(page.getByText(`It follows version ${VERSION}`)).toBeVisible();
  await expect(discard).toBeDisabled();
  await page.evaluate((entries) => {
    for (const [key, value] of entries) localStorage.setItem(key, value);
  }, kept);
  await page.reload();
  const older = page.getByRole("status").filter({ hasText: "begun on version 2026-10-01" });
  await expect(older).toContainText(`Version ${VERSION} was published since.`);
  await expect(page.getByLabel("Why")).toHaveValue("Longer messages cost what they take.");
  await older.getByRole("button", { name: "Discard draft" }).click();
  await expect(page.getByRole("form", { name: "The new version" })).toBeFocused();
  await page.reload();
  await expect(page.getByLabel("Why")).toHaveValue("");
  await expect(discard).toBeDisabled();

  await page.goto("/rates?version=2026-10-01");
  await expect(page.locator("#dm_standard")).toContainText("at most 1.10");
  await expect(page.getByText("1 operation changes.")).toBeVisible();
  await expect(
    page.getByRole("table", { name: `What changed from 2026-10-01 to ${VERSION}` }),
  ).toContainText(/At most.*1\.10.*1\.30/);
  await expectAccessibleInBothThemes(page);
});

test("nobody else is offered to publish, and who tries is refused", async ({ page, workspace }) => {
  await page.goto(workspace.path("/rates"));
  await expect(page.getByRole("link", { name: "Calculator" })).toBeVisible();
  await expect(page.getByRole("link", { name: "New version" })).toHaveCount(0);
  const response = await page.goto("/rates/publish");
  expect(response?.status()).toBe(403);
});

test("the calculator says what a month needs, keeps it in the address, and leads to the package", async ({
  page,
  workspace,
}) => {
  await page.goto(workspace.path("/rates"));
  await page.getByRole("link", { name: "Calculator" }).click();
  const ai = page.getByRole("article", { name: "AI credits a month" });
  const lead = page.getByRole("article", { name: "Lead credits a month" });
  await expect(ai).toContainText("294.90");
  await expect(lead).toContainText("240");
  await expect(ai).toContainText("Popular covers it: 550 for $50.");
  await expectAccessibleInBothThemes(page);

  // By keyboard: the first field, one more contact, then posts.
  const contacts = page.getByLabel("Contacts a month");
  await contacts.press("ArrowUp");
  await expect(contacts).toHaveValue("201");
  await contacts.fill("3000");
  await contacts.press("Tab");
  await expect(page.getByLabel("Posts a month")).toBeFocused();
  await page.getByLabel("Posts a month").fill("30");
  await page.getByLabel("Platforms").fill("4");
  await page.getByLabel("Buffer, %").fill("0.5");
  await expect(page.getByText("Write a whole number from 0 to 200.")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByLabel("Buffer, %").fill("10");
  // 4.25 + 120 × 1.50 + 3,000 × 0.07 + 3,000 × 0.96, and 10%.
  await expect(ai).toContainText("3,601.68");
  await expect(ai).toContainText("Max, Pro and Basic cover it: 3,700 for $325, one purchase each.");
  await expect(page).toHaveURL(/contacts=3000&posts=30&platforms=4&buffer=10/);
  await page.reload();
  await expect(ai).toContainText("3,601.68");

  await lead.getByRole("link", { name: "Buy Lead 5k" }).press("Enter");
  await expect(page).toHaveURL(/\/settings\/billing\?kind=lead&buy=/);
  await expect(page.getByRole("radio", { name: /Lead 5k/, checked: true })).toBeVisible();
});

test("who may not buy what the calculator comes to asks for it", async ({ workspace }) => {
  const { page } = await workspace.member("member");
  for (const calculator of ["/rates/calculator", workspace.path("/rates/calculator")]) {
    await page.goto(calculator);
    const lead = page.getByRole("article", { name: "Lead credits a month" });
    await expect(lead.getByRole("link", { name: /buy/i })).toHaveCount(0);
    await lead.getByRole("link", { name: "Ask for credits" }).click();
    await expect(page.getByLabel("Message")).toHaveValue(/running out of lead credits/);
    await expect(page.getByLabel("Message")).toBeFocused();
  }
});

test("who is not signed in calculates, and keeps the package through signing up", async ({
  page,
}) => {
  await page.goto("/rates/calculator?contacts=100&posts=0&platforms=0&buffer=0");
  const lead = page.getByRole("article", { name: "Lead credits a month" });
  await expect(lead).toContainText("Most likely 100");
  await expect(page.getByRole("article", { name: "AI credits a month" })).toContainText("103.00");
  await expectAccessibleInBothThemes(page);

  await lead.getByRole("link", { name: "Sign in and buy Lead 1k" }).click();
  await page.getByRole("link", { name: "Create one" }).click();
  await page.getByLabel("Your name").fill("Nadia Okafor");
  await page.getByLabel("E-mail address").fill(`nadia.${Date.now()}@example.com`);
  await page.getByLabel("Password").fill("a long enough password");
  await page.getByLabel("Workspace").fill("Okafor Press");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL(
    /\/okafor-press[a-z0-9-]*\/settings\/billing\?kind=lead&buy=lead-1k$/,
  );
  await expect(page.getByRole("radio", { name: /Lead 1k/, checked: true })).toBeVisible();
});

test("in several workspaces, a package chosen in the calculator goes along to the one that is picked", async ({
  page,
  workspace,
}) => {
  await page.goto("/workspaces/new");
  await page.getByLabel("Name").fill("Second Wind");
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(page).toHaveURL(/\/second-wind[a-z0-9-]*$/);

  const choose = async () => {
    await page.goto("/rates/calculator?contacts=100&posts=0&platforms=0&buffer=0");
    await page.getByRole("link", { name: "Choose a workspace and buy Lead 1k" }).click();
    await expect(page.getByRole("heading", { name: "Workspaces" })).toBeVisible();
  };
  await choose();
  await page.getByRole("link", { name: workspace.name }).click();
  await expect(page).toHaveURL(workspace.path("/settings/billing?kind=lead&buy=lead-1k"));
  await expect(page.getByRole("radio", { name: /Lead 1k/, checked: true })).toBeVisible();

  // Or to one that is made for it.
  await choose();
  await page.getByRole("link", { name: "Create a workspace" }).click();
  await page.getByLabel("Name").fill("Third Space");
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(page).toHaveURL(
    /\/third-space[a-z0-9-]*\/settings\/billing\?kind=lead&buy=lead-1k$/,
  );

  // Signed out in between, the choice waits behind the sign-in.
  await page.context().clearCookies();
  await page.goto("/workspaces?to=%2Fsettings%2Fbilling%3Fkind%3Dlead%26buy%3Dlead-1k");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fworkspaces%3Fto%3D/);
});
