import type { Page } from "@playwright/test";
import {
  expect,
  expectAccessibleInBothThemes,
  type Person,
  test,
  type Workspace,
} from "./fixtures";

async function open(page: Page, workspace: Workspace) {
  await page.goto(workspace.path("/settings/alerts"));
  await expect(page.getByRole("heading", { level: 1, name: "Alerts and limits" })).toBeAttached();
}

async function limit(page: Page, { name }: Person, amount: string) {
  await page.getByRole("button", { name: "Add limit" }).click();
  const dialog = page.getByRole("dialog", { name: "Add monthly limit" });
  await dialog.getByRole("radio", { name: "Lead credits" }).click();
  await dialog.getByLabel("For").selectOption({ label: name });
  await dialog.getByLabel("Most in a month").fill(amount);
  await expectAccessibleInBothThemes(page);
  await dialog.getByRole("button", { name: "Save limit" }).click();
  await expect(dialog).toBeHidden();
}

test("a limit refuses an import by name and what is left, charges nothing, and lets it run when raised; one that notifies tells", async ({
  page,
  workspace,
}) => {
  test.slow();
  await workspace.grant("lead", "500.00");
  const priya = await workspace.member("member");
  await priya.page.goto(workspace.path("/leads/import"));
  await priya.page.getByRole("radio", { name: "Paste" }).click();
  await priya.page.getByLabel("Usernames", { exact: true }).fill("ann\nben");
  await priya.page.getByRole("button", { name: "Read usernames" }).click();
  const start = priya.page.getByRole("button", { name: /^Start import/ });
  await expect(start).toHaveAccessibleName(/140 credits/);
  // What is set from here on is not heard of before it refuses.
  await priya.page.route("**/api/imports/**", (route) => route.abort());
  await open(page, workspace);
  await limit(page, priya, "100");
  const row = page.getByRole("row", { name: /^PR Priya Raman|^Priya Raman/ });
  await expect(row.getByRole("cell", { name: "Blocks" })).toBeVisible();
  const left = "The monthly limit of 100 lead credits for this member has 100 left.";
  await start.click();
  await expect(priya.page.getByText(`${left} Nothing was charged.`)).toBeVisible();

  // Once it is heard of, it says so before anybody starts, and offers the part that it leaves.
  await priya.page.unroute("**/api/imports/**");
  const limited = priya.page.getByRole("region", { name: left });
  await expect(limited).toContainText("Buying credits does not raise it: an owner or admin can.");
  await expect(priya.page.getByText("The monthly limit has room for 1.")).toBeVisible();
  await expect(start).toHaveCount(0);
  await expectAccessibleInBothThemes(priya.page);
  await limited.getByRole("button", { name: "Import only the first lead" }).click();
  await expect(start).toHaveAccessibleName(/70 credits/);
  await priya.page.getByRole("button", { name: "Import all 2" }).click();
  await expect(limited).toBeVisible();
  await page.reload();
  await expect(row).toContainText("100 lead credits");
  await expect(row.getByRole("cell", { name: "0 lead credits", exact: true })).toHaveCount(2);

  await row.getByRole("button", { name: "Actions for Priya Raman" }).click();
  await page.getByRole("menuitem", { name: "Change limit" }).click();
  const change = page.getByRole("dialog", { name: "Monthly limit for Priya Raman" });
  await change.getByLabel("Most in a month").fill("200");
  await change.getByRole("button", { name: "Save limit" }).click();
  await expect(change).toBeHidden();

  await start.click();
  await workspace.letRunsBegin();
  await expect(priya.page.getByRole("heading", { name: "2 leads imported" })).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(row.getByRole("cell", { name: "60 lead credits", exact: true })).toBeVisible({
      timeout: 1_000,
    });
  }).toPass();

  // A limit that only notifies is crossed: nothing is refused, and both are told.
  await row.getByRole("button", { name: "Actions for Priya Raman" }).click();
  await page.getByRole("menuitem", { name: "Change limit" }).click();
  await change.getByRole("radio", { name: "Notify" }).click();
  await change.getByRole("button", { name: "Save limit" }).click();
  await expect(row.getByRole("cell", { name: "Notifies" })).toBeVisible();
  await priya.page.goto(workspace.path("/leads/import"));
  await priya.page.getByRole("radio", { name: "Paste" }).click();
  await priya.page.getByLabel("Usernames", { exact: true }).fill("cy\ndan");
  await priya.page.getByRole("button", { name: "Read usernames" }).click();
  await start.click();
  await workspace.letRunsBegin();
  await expect(priya.page.getByRole("heading", { name: "2 leads imported" })).toBeVisible();
  const told = "used 100% of a monthly limit of 200 lead credits";
  for (const [whose, tab] of [
    ["You", priya.page],
    ["Priya Raman", page],
  ] as const) {
    await tab.getByRole("button", { name: /^Notices, \d unread$/ }).click();
    const link = tab.getByRole("link", { name: `Unread: ${whose} ${told}` });
    const notice = tab.getByRole("listitem").filter({ has: link });
    await expect(notice).toContainText("Nothing is refused: this limit only notifies.");
    await tab.keyboard.press("Escape");
  }

  await row.getByRole("button", { name: "Actions for Priya Raman" }).click();
  await page.getByRole("menuitem", { name: "Lift limit" }).click();
  await page.getByRole("button", { name: "Lift limit" }).click();
  await expect(page.getByText("No monthly limits")).toBeVisible();
});

test("a warning is changed, added and removed by keyboard alone", async ({ page, workspace }) => {
  await workspace.grant("ai", "500.00");
  await open(page, workspace);
  await page.getByRole("button", { name: "Change almost out, AI credits" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Change almost out, AI credits" });
  const field = dialog.getByLabel("Warn at this or less");
  await expect(field).toBeFocused();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("100");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toHaveText("Almost out must be less than low.");
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("25");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByText("25.00 or less")).toBeVisible();
  await expect(page.getByRole("button", { name: "Change almost out, AI credits" })).toBeFocused();

  await page.getByRole("button", { name: "Add warning, AI credits" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByLabel("Warn below")).toBeFocused();
  await page.keyboard.type("250");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Below 250.00")).toBeVisible();
  await page.getByRole("button", { name: /^Remove own warning below 250.00/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Below 250.00", { exact: true })).toBeHidden();
});

test("mail and webhook are tested, and the secret is shown once", async ({ page, workspace }) => {
  await open(page, workspace);
  await page.getByRole("button", { name: "Send test mail" }).click();
  await expect(page.getByText(`for ${workspace.owner.email}`, { exact: false })).toBeVisible();

  const address = page.getByLabel("Webhook address");
  await address.fill("example.com");
  await page.getByRole("button", { name: "Save address" }).click();
  await expect(page.getByText(/Write a whole address/)).toBeVisible();
  await address.fill("http://127.0.0.1:9/hook");
  await page.getByRole("button", { name: "Save address" }).click();
  await expect(address).toHaveAccessibleDescription(/inside this server's own network/);
  await address.fill("https://hooks.invalid");
  await page.getByRole("button", { name: "Save address" }).click();
  await expect(page.getByText(/^whsec_/)).toBeVisible();
  const send = page.getByRole("button", { name: "Send test webhook" });
  await send.click();
  await expect(page.getByText("Not delivered: unreachable.")).toBeVisible();
  await address.fill("https://other.invalid/hook");
  await expect(send).toBeDisabled();
  await expect(send).toHaveAccessibleDescription(/^Save the address first\./);
  await expectAccessibleInBothThemes(page);
  await page.reload();
  await expect(address).toHaveValue("https://hooks.invalid/");
  await expect(send).toBeEnabled();
  await expect(page.getByText(/^whsec_/)).toBeHidden();
});

test("a secret that was replaced on another page is not replaced unseen", async ({
  page,
  workspace,
}) => {
  await open(page, workspace);
  await page.getByLabel("Webhook address").fill("https://hooks.invalid");
  await page.getByRole("button", { name: "Save address" }).click();
  const secretOn = (one: typeof page) => one.getByText(/^whsec_/);
  await expect(secretOn(page)).toBeVisible();
  const first = await secretOn(page).innerText();
  const replaceOn = (one: typeof page) =>
    one.getByRole("button", { name: "Replace secret" }).click();
  const other = await page.context().newPage();
  await open(other, workspace);
  await replaceOn(other);
  await expect(secretOn(other)).toBeVisible();
  const second = await secretOn(other).innerText();
  expect(second).not.toBe(first);
  // Whoever made it goes on from it.
  await replaceOn(other);
  await expect(secretOn(other)).not.toHaveText(second);

  await replaceOn(page);
  await expect(page.getByText(/The secret was replaced on another page/)).toBeVisible();
  await expect(secretOn(page)).toBeHidden();
  await replaceOn(page);
  await expect(secretOn(page)).toBeVisible();
});

test("a crossing is listed with what became of its mail", async ({ page, workspace }) => {
  await open(page, workspace);
  await expect(page.getByText("Nothing was sent yet")).toBeVisible();
  await workspace.grant("lead", "150.00");
  await page.goto(workspace.path("/leads/import"));
  await page.getByRole("radio", { name: "Paste" }).click();
  await page.getByLabel("Usernames", { exact: true }).fill("ann");
  await page.getByRole("button", { name: "Read usernames" }).click();
  await page.getByRole("button", { name: /^Start import/ }).click();
  await workspace.letRunsBegin();
  await expect(page.getByRole("heading", { name: "1 lead imported" })).toBeVisible();
  await expect(async () => {
    await open(page, workspace);
    const notice = page.getByRole("listitem").filter({ hasText: "Lead credits are low" });
    await expect(notice.getByText("Delivered")).toBeVisible({ timeout: 1_000 });
    await expect(notice).toContainText("Mail to Ines Carvalho");
  }).toPass({ timeout: 60_000 });
});

test("only owners and admins see it", async ({ workspace }) => {
  const priya = await workspace.member("member");
  await priya.page.goto(workspace.path("/settings/general"));
  await expect(priya.page.getByRole("link", { name: "Billing" })).toBeVisible();
  await expect(priya.page.getByRole("link", { name: "Alerts and limits" })).toBeHidden();
  await priya.page.goto(workspace.path("/settings/alerts"));
  await expect(
    priya.page.getByRole("heading", { name: "Only owners and admins see alerts and limits" }),
  ).toBeVisible();

  const admin = await workspace.member("admin", "Mei Tanaka");
  await admin.page.goto(workspace.path("/settings/general"));
  await admin.page.getByRole("link", { name: "Alerts and limits" }).click();
  await expect(admin.page.getByRole("heading", { name: "Warnings" })).toBeVisible();
});
