import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { address, linkInMailTo, PASSWORD } from "./people";
import { withStreamedParts } from "./streamed";

const row = (page: Page, name: string) => page.getByRole("listitem").filter({ hasText: name });

test("an invited person joins through the link, is made admin, and is removed", async ({
  page,
  workspace,
  browser,
}) => {
  const email = address("noor");
  await page.goto(workspace.path("/settings/members"));
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Role", { exact: true }).selectOption("Viewer");
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText(`${email} is invited`)).toBeVisible();

  const guest = await browser.newContext();
  const theirs = withStreamedParts(await guest.newPage());
  const link = await linkInMailTo(theirs, email);
  await theirs.goto(link);
  await expect(
    theirs.getByRole("heading", { name: `Join ${workspace.name}`, exact: true }),
  ).toBeVisible();
  await theirs.getByLabel("Your name").fill("Noor Haddad");
  await theirs.getByLabel("Password").fill(PASSWORD);
  await theirs.getByRole("button", { name: "Create account and join" }).click();
  await expect(theirs).toHaveURL(workspace.path());
  await theirs.goto(workspace.path("/settings/members"));
  await expect(theirs.getByText("Only owners and admins invite people")).toBeVisible();
  await expect(theirs.getByRole("button", { name: "Send invitation" })).toHaveCount(0);
  await theirs.goto(link);
  await expect(theirs.getByRole("heading", { name: "This invitation was used" })).toBeVisible();

  await page.reload();
  await page.getByLabel("Role of Noor Haddad").selectOption("Admin");
  await expect(page.getByLabel("Role of Noor Haddad")).toHaveValue("admin");
  await expect(page.getByLabel("Role of Noor Haddad")).toBeEnabled();
  const stream = theirs.waitForResponse(/\/api\/events/);
  await theirs.goto(workspace.path("/settings/members"));
  await expect(theirs.getByRole("button", { name: "Send invitation" })).toBeVisible();
  const ended = (await stream).finished();
  await page.getByRole("button", { name: "Remove Noor Haddad" }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  // The dialog hides the list from the roles while it is open: only once it has closed is the person gone.
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await expect(row(page, "Noor Haddad")).toHaveCount(0);
  // Also what an open page hears ends at once.
  await ended;
  // The page that is open leads out of the workspace, not back into what is not there.
  await theirs.getByRole("link", { name: "Billing" }).click();
  await expect(theirs.getByText("or you are no longer in this workspace")).toBeVisible();
  await theirs.getByRole("link", { name: "Go to your workspaces" }).click();
  await expect(theirs.getByText("You are in no workspace.")).toBeVisible();
  await theirs.goto(workspace.path("/settings/members"));
  await expect(theirs.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await guest.close();
});

test("an invitation is for its own address, and can be taken back", async ({
  page,
  workspace,
  otherWorkspace,
}) => {
  const email = address("tomasz");
  await page.goto(workspace.path("/settings/members"));
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText(`${email} is invited`)).toBeVisible();

  const stranger = otherWorkspace.owner;
  const link = await linkInMailTo(stranger.page, email);
  await stranger.page.goto(link);
  await expect(stranger.page.getByText(`You are signed in as ${stranger.email}`)).toBeVisible();
  await expect(stranger.page.getByRole("button", { name: /^Join/ })).toHaveCount(0);

  await page.getByRole("button", { name: `Take back the invitation of ${email}` }).click();
  await expect(row(page, email)).toHaveCount(0);
  await stranger.page.reload();
  await expect(
    stranger.page.getByRole("heading", { name: "This invitation was taken back" }),
  ).toBeVisible();
});

test("the last owner stays; once there is another one, the first can leave", async ({
  page,
  workspace,
}) => {
  const priya = await workspace.member("admin");
  await page.goto(workspace.path("/settings/members"));
  const leave = page.getByRole("button", { name: `Leave ${workspace.name}` });
  await expect(leave).toHaveAccessibleDescription(/keeps at least one owner/);

  await page.getByLabel(`Role of ${priya.name}`).selectOption("Owner");
  await expect(leave).not.toHaveAttribute("aria-disabled", "true");
  await leave.click();
  await page.getByRole("button", { name: "Leave workspace" }).click();
  await expect(page).toHaveURL(/\/workspaces\/new$/);
  await page.goto(workspace.path());
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
});
