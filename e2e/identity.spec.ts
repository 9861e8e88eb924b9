import type { Page } from "@playwright/test";
import { expect, expectAccessibleInBothThemes, test } from "./fixtures";
import { address, linkInMailTo, PASSWORD, unique } from "./people";
import { withStreamedParts } from "./streamed";

const signUpAs = async (page: Page, person: { name: string; email: string; workspace: string }) => {
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill(person.name);
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByLabel("Workspace").fill(person.workspace);
  await page.getByRole("button", { name: "Create account" }).click();
};

test("somebody new signs up, gets a workspace at an address made of its name, and signs out", async ({
  page,
}) => {
  const person = { name: "Ada Norte", email: address("ada"), workspace: `Café ${unique()}` };
  await signUpAs(page, person);
  await expect(page).toHaveURL(/\/cafe-[a-z0-9]+$/);

  await page.goto(`${new URL(page.url()).pathname}/settings/general`);
  await expect(page.getByRole("textbox", { name: "Name" })).toHaveValue(person.workspace);
  await page.getByRole("button", { name: "Account, Ada Norte" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);

  await signUpAs(page, person);
  await expect(page.getByLabel("E-mail address")).toHaveAccessibleDescription(
    "An account with this address exists. Sign in instead.",
  );
});

test("a wrong password is refused in words, the right one leads back to the page asked for", async ({
  page,
}) => {
  const person = { name: "Bo Lund", email: address("bo"), workspace: `Birch ${unique()}` };
  await signUpAs(page, person);
  await expect(page).toHaveURL(/\/birch-[a-z0-9]+$/);
  const members = `${new URL(page.url()).pathname}/settings/members`;
  await page.context().clearCookies();

  await page.goto(members);
  await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(members)}`);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByLabel("E-mail address")).toHaveAccessibleDescription(
    "Enter an e-mail address, such as name@company.com.",
  );
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password").fill("not it");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Address and password do not match an account.")).toBeVisible();
  await page.getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(members);
});

test("a sign-in link from the outbox works once, and leads nowhere else", async ({
  page,
  workspace,
}) => {
  const { email } = workspace.owner;
  await page.context().clearCookies();
  await page.goto("/sign-in?next=https://evil.example");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Send a sign-in link" }).click();
  await expect(page.getByText(`A link for ${email} is on its way`)).toBeVisible();
  await expect(page.getByText("Enter your password.")).toHaveCount(0);

  const link = await linkInMailTo(page, email);
  await page.goto(link);
  await expect(page.getByText(`You sign in as ${email}`)).toBeVisible();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(workspace.path());

  await page.goto(link);
  await expect(
    page.getByRole("heading", { name: "This link has been used or has run out" }),
  ).toBeVisible();
});

test("a second workspace is made, and the switcher leads from one to the other", async ({
  page,
  workspace,
}) => {
  const name = `Second ${unique()}`;
  await page.goto("/workspaces/new");
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(page).toHaveURL(/\/second-[a-z0-9]+$/);

  await page.goto("/workspaces");
  await expect(page.getByRole("link", { name })).toBeVisible();
  await page.getByRole("link", { name: workspace.name }).click();
  await expect(page).toHaveURL(workspace.path());
});

test("a workspace is renamed and moved, and its old address goes on working", async ({
  page,
  workspace,
}) => {
  const slug = `moved-${unique()}`;
  await page.goto(workspace.path("/settings/general"));
  await page.getByLabel("Name").fill("Northwind Renamed");
  await page.getByLabel("Time zone").selectOption("Asia/Tokyo");
  await page.getByRole("button", { name: "Save workspace" }).click();
  await expect(page.getByText("What everyone in Northwind Renamed shares.")).toBeVisible();

  const field = page.getByLabel("Address", { exact: true });
  await field.fill("api");
  await page.getByRole("button", { name: "Change address" }).click();
  await expect(page.getByText("This address is kept for the product.")).toBeVisible();
  await field.fill(slug);
  await page.getByRole("button", { name: "Change address" }).click();
  await expect(page).toHaveURL(`/${slug}/settings/general`);
  await page.goto(workspace.path("/settings/general"));
  await expect(page.getByRole("textbox", { name: "Address", exact: true })).toHaveValue(slug);
});

test("a browser that is signed out elsewhere is out at its next step", async ({
  page,
  workspace,
  browser,
}) => {
  const { email } = workspace.owner;
  await page.goto(workspace.path("/settings/profile"));
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("Password set.")).toBeVisible();

  const elsewhere = await browser.newContext();
  const there = withStreamedParts(await elsewhere.newPage());
  await there.goto("/sign-in");
  await there.getByLabel("E-mail address").fill(email);
  await there.getByLabel("Password").fill(PASSWORD);
  await there.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(there).toHaveURL(workspace.path());

  await page.reload();
  await expect(page.getByText("Chrome on")).toBeVisible();
  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(page.getByText("1 other browser was signed out.")).toBeVisible();
  await there.goto(workspace.path("/settings/profile"));
  await expect(there).toHaveURL(/\/sign-in\?next=/);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Profile", level: 1 })).toBeVisible();
  // Who no longer knows the password, or had it changed by somebody else, replaces it by way of the mailbox.
  await expect(page.getByLabel("Current password")).toBeVisible();
  await there.getByLabel("E-mail address").fill(email);
  await there.getByRole("button", { name: "Send a sign-in link" }).click();
  await expect(there.getByText(`A link for ${email} is on its way`)).toBeVisible();
  await there.goto(await linkInMailTo(there, email));
  await there.getByRole("button", { name: "Sign in" }).click();
  await expect(there).toHaveURL(workspace.path("/settings/profile"));
  await there.getByLabel("New password").fill("another password");
  await there.getByRole("button", { name: "Change password" }).click();
  await expect(there.getByText("Password set. 1 other")).toBeVisible();
  await elsewhere.close();
});

test("nobody signs in as the cast by asking, when there is no such person", async ({ request }) => {
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  const answer = await request.post("/api/auth/callback/cast", {
    form: { csrfToken, email: "nobody@alderfinch.example" },
    maxRedirects: 0,
  });
  expect(answer.headers()["set-cookie"] ?? "").not.toContain("session-token");
});

test("the screens of identity that not everybody sees are accessible in both themes", async ({
  page,
  workspace,
  browser,
}) => {
  const viewer = await workspace.member("viewer");
  const stranger = await browser.newContext();
  const out = withStreamedParts(await stranger.newPage());
  await page.goto(workspace.path("/settings/members"));
  await page.getByLabel("E-mail address").fill(address("axe"));
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText("is invited")).toBeVisible();
  await page.reload();
  await expectAccessibleInBothThemes(page);

  for (const path of ["/settings/profile", "/settings/members", "/settings/general"]) {
    await viewer.page.goto(workspace.path(path));
    await expectAccessibleInBothThemes(viewer.page);
  }
  for (const path of ["/sign-in/link?token=x", "/invitations/x"]) {
    await out.goto(path);
    await expectAccessibleInBothThemes(out);
  }
  await stranger.close();
});
