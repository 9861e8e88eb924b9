import type { Page } from "@playwright/test";
import { backFromCheckout } from "./checkout";
import {
  complaintsOf,
  expect,
  expectAccessibleInBothThemes,
  test,
  type Workspace,
} from "./fixtures";

const PAGE = "/settings/cold-email-agent";
const SWITCH = "Source new leads when credits are available";

const requests = (page: Page) =>
  page.getByRole("table", { name: "The last sourcing requests, newest first" });

/** A key of the workspace, and what a program does with it. */
async function aProgram(page: Page, workspace: Workspace) {
  await page.goto(workspace.path("/settings/api-keys"));
  await page.getByRole("textbox", { name: "Name" }).fill("Lead finder");
  await page.getByRole("checkbox", { name: "Spend credits" }).check();
  await page.getByRole("button", { name: "Create key" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Key Lead finder is made" });
  const secret = await dialog.getByText(/^ws_live_/).innerText();
  await dialog.getByRole("button", { name: "Done" }).click();
  return (path: string, data: object) =>
    page.request.post(`/api/v1${path}`, {
      headers: { authorization: `Bearer ${secret}`, "idempotency-key": crypto.randomUUID() },
      data,
    });
}

test("lead credits are bought where they are used, and the page follows", async ({
  page,
  workspace,
}) => {
  test.slow();
  const complaints = complaintsOf(page);
  await page.goto(workspace.path("/settings/general"));
  await page.getByRole("link", { name: "Cold Email Agent" }).click();
  await expect(page).toHaveURL(workspace.path(PAGE));
  await expect(page).toHaveTitle(/^Cold Email Agent/);
  await expect(page.getByRole("navigation", { name: "Breadcrumb" })).toContainText(
    "Settings/Cold Email Agent",
  );
  await expect(page.getByText("No lead credits yet.")).toBeVisible();
  await expect(page.getByText("No requests yet")).toBeVisible();
  await expectAccessibleInBothThemes(page);

  // No AI package here, whatever the address asks for.
  await page.goto(workspace.path(`${PAGE}?buy=popular`));
  const rail = page.getByRole("complementary", { name: "Buy credits" });
  await expect(rail.getByRole("radio")).toHaveCount(4);
  await rail.getByRole("radio", { name: /Lead 1k/ }).click();
  await expect(page).toHaveURL(/buy=lead-1k/);
  await expect(rail).toContainText("Valid until");
  await expect(rail).toContainText("Auto top-up: off");
  await rail.getByRole("button", { name: /^Continue to checkout/ }).click();
  await backFromCheckout(page);
  await expect(page).toHaveURL(workspace.path(`${PAGE}?checkout=closed&buy=lead-1k`));
  await expect(rail.getByText("Checkout was closed. Nothing was charged.")).toBeVisible();
  await rail.getByRole("button", { name: /^Continue to checkout/ }).click();
  await page.getByRole("button", { name: /^Pay \$/ }).click();
  await expect(page.getByRole("heading", { name: "1,000 lead credits added" })).toBeVisible();

  await page.goto(workspace.path(PAGE));
  await expect(page.getByText("Sourcing is on.")).toBeVisible();
  const card = page.getByRole("region", { name: "Lead credit balance" });
  await expect(card).toContainText("1,000");
  // Used elsewhere, it is less here without a reload; used up, the page says what happens now.
  await workspace.charge("lead", "400.00", { operation: "import_followers" });
  await expect(card).toContainText("600");
  await expect(page.getByText("600 lead credits can pay for new leads.")).toBeVisible();
  await workspace.charge("lead", "600.00", { operation: "import_followers" });
  await expect(
    page
      .getByRole("region", { name: "Sourcing", exact: true })
      .getByText("Leads already in campaigns still receive email, and nothing is lost."),
  ).toBeVisible();
  expect(complaints).toEqual([]);
});

test("an admin pauses sourcing: programs are refused, everybody sees who did it, and it goes on", async ({
  page,
  workspace,
}) => {
  test.slow();
  await workspace.grant("lead", "500.00");
  const post = await aProgram(page, workspace);
  expect((await post("/charges", { operation: "lead_sourcing", quantity: 12 })).status()).toBe(201);

  const priya = await workspace.member("member");
  await priya.page.goto(workspace.path(PAGE));
  await expect(priya.page.getByText("Sourcing is on.")).toBeVisible();
  await expect(priya.page.getByRole("switch")).toHaveCount(0);
  await expect(
    priya.page.getByText("Only owners and admins switch sourcing on and off: Ines Carvalho."),
  ).toBeVisible();

  await page.goto(workspace.path(PAGE));
  await expect(requests(page).getByRole("row")).toHaveCount(2);
  const row = requests(page).getByRole("row").nth(1);
  await expect(row).toContainText("API key Lead finder");
  await expect(row.getByRole("cell")).toContainText(["", "Lead finder", "12", "12", "12"]);

  // By keyboard.
  await page.getByRole("switch", { name: SWITCH }).focus();
  await page.keyboard.press("Space");
  await expect(page.getByText("Sourcing is paused.")).toBeVisible();
  await expect(page.getByText(/^By Ines Carvalho, /)).toBeVisible();
  await expectAccessibleInBothThemes(page);
  // The other member's open page follows without a reload.
  await expect(priya.page.getByText("Sourcing is paused.")).toBeVisible();

  const refused = await post("/charges", { operation: "lead_sourcing", quantity: 1 });
  expect(refused.status()).toBe(409);
  expect(await refused.json()).toMatchObject({ code: "sourcing_paused" });
  expect((await post("/holds", { operation: "lead_sourcing", quantity: 1 })).status()).toBe(409);

  await page.getByRole("switch", { name: SWITCH }).click();
  await expect(page.getByText("Sourcing is on.")).toBeVisible();
  await expect(page.getByRole("switch", { name: SWITCH })).toBeChecked();
  expect((await post("/holds", { operation: "lead_sourcing", quantity: 30 })).status()).toBe(201);
  await expect(requests(page).getByRole("row")).toHaveCount(3);
  await expect(requests(page).getByRole("row").nth(1)).toContainText("Under way");
  await page.getByText("Who switched it").click();
  await expect(page.getByText(/^Paused by Ines Carvalho, /)).toBeVisible();

  await page.getByRole("link", { name: "All charges of sourcing" }).click();
  await expect(page).toHaveURL(/\?op=lead_sourcing&kind=lead$/);
  await expect(
    page.getByRole("table", { name: "Transaction history" }).getByRole("row"),
  ).toHaveCount(2);
});

test("who may not buy is told who can, and asks for lead credits", async ({ workspace }) => {
  const { page } = await workspace.member("member");
  await page.goto(workspace.path(PAGE));
  const rail = page.getByRole("complementary", { name: "Buy credits" });
  await expect(rail).toContainText("Only admins can buy credits here. Ines Carvalho is an admin.");
  await expect(rail.getByLabel("Message")).toHaveValue(/lead credits/);
  await rail.getByRole("button", { name: "Ask for credits" }).click();
  await expect(rail.getByText(/^Asked Ines, /)).toBeVisible();
});

test("on a phone the packages are behind one button; the badge and the palette lead here", async ({
  page,
  workspace,
}) => {
  await workspace.grant("lead", "500.00");
  await page.goto(workspace.path());
  await page.getByRole("button", { name: /^Credits available/ }).click();
  await page
    .getByRole("dialog", { name: "Credit balance" })
    .getByRole("link", { name: "Lead credits" })
    .click();
  await expect(page).toHaveURL(workspace.path(PAGE));
  await page.goto(workspace.path());
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: "Find or run" }).fill("cold");
  const found = page.getByRole("option", { name: "Cold Email Agent", selected: true });
  await expect(found).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(workspace.path(PAGE));

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "Buy credits" }).click();
  await expect(page.getByRole("dialog").getByRole("radio")).toHaveCount(4);
  await page.keyboard.press("Escape");
  await expectAccessibleInBothThemes(page);
});
