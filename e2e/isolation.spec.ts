import { globSync } from "node:fs";
import type { Page, Request } from "@playwright/test";
import { expect, type Person, test, type Workspace } from "./fixtures";

/**
 * A member of one workspace tries everything of another and gets nothing. Pages and API routes are found in
 * app/ itself, so that one added later is tried too; actions are the other side's own requests, sent again.
 */
const pages = globSync("app/[[]workspace]/**/page.tsx").map((file) =>
  file
    .replace(/^app\/\[workspace]/, "")
    .replace(/\/\([^)]+\)/g, "")
    .replace(/\/page\.tsx$/, ""),
);
const routes = globSync("app/api/**/route.ts")
  .map((file) => `/${file.replace(/^app\//, "").replace(/\/route\.ts$/, "")}`)
  // The ways in, the provider's own door, what says nothing of any workspace, and what no cookie opens (api.spec.ts).
  .filter((route) => !/^\/api\/(auth|webhooks|health|v1)/.test(route));

type Belongings = { list: string; run: string; id: string; entry: string };

/** The other workspace gets a list, an import and its run: something to be stolen. */
async function furnish(workspace: Workspace, page: Page): Promise<Belongings> {
  await workspace.grant("lead", "1000.00");
  await page.goto(workspace.path("/leads"));
  await page.getByRole("button", { name: "New list" }).first().click();
  await page.getByRole("textbox", { name: "Name" }).fill("Secret prospects");
  await page.getByRole("button", { name: "Create list" }).click();
  await page.getByRole("link", { name: "Secret prospects" }).click();
  await page.waitForURL(/\/leads\/[0-9a-f-]{36}/);
  const list = idIn(page.url());

  await page.goto(workspace.path("/leads/import"));
  await page.getByRole("radio", { name: "Paste" }).click();
  await page.getByRole("textbox", { name: /username/i }).fill("hidden_person\nquiet_one");
  await page.getByRole("button", { name: /^Read/ }).click();
  await page.waitForURL(/[?&]import=/);
  const id = new URL(page.url()).searchParams.get("import") ?? "";
  await page.getByRole("button", { name: /^Start import/ }).click();
  await expect(page.getByText(/imported/i).first()).toBeVisible();
  // The grant at the beginning: a row that the other workspace has and one's own has not.
  return { list, run: id, id, entry: "lead-1" };
}

const idIn = (url: string): string => /[0-9a-f-]{36}/.exec(url)?.[0] ?? "";

/** Fills the places of a route with what the other workspace has. */
const filled = (route: string, belongings: Belongings): string =>
  route.replace(/\[(\w+)]/g, (_, name: keyof Belongings) => {
    const value = belongings[name];
    if (!value) throw new Error(`A new kind of page: say what the other workspace has for ${name}`);
    return value;
  });

test("pages, API routes and exports of another workspace do not exist", async ({
  page,
  workspace,
  otherWorkspace,
}) => {
  test.slow();
  const belongings = await furnish(otherWorkspace, otherWorkspace.owner.page);
  expect(pages.length).toBeGreaterThan(10);
  expect(routes.length).toBeGreaterThan(4);

  for (const path of pages) {
    const theirs = otherWorkspace.path(filled(path, belongings));
    const response = await page.request.get(theirs, { maxRedirects: 0 });
    expect.soft(response.status(), theirs).toBe(404);
    expect
      .soft(await response.text(), theirs)
      .not.toMatch(/Southgate|Secret prospects|hidden_person/);

    if (!path.includes("[")) continue;
    const mine = workspace.path(filled(path, belongings));
    const crossed = await page.request.get(mine);
    expect.soft(await crossed.text(), mine).not.toMatch(/Secret prospects|hidden_person/);
  }
  for (const route of routes) {
    for (const slug of [otherWorkspace.slug, workspace.slug]) {
      const address = `${filled(route, belongings)}?workspace=${slug}`;
      // A stream of one's own never ends; every other answer does.
      if (slug === workspace.slug && !route.includes("[")) continue;
      const response = await page.request.get(address, { timeout: 10_000 });
      expect.soft([404, 405], `${address} said ${response.status()}`).toContain(response.status());
    }
  }
});

/** What a browser sent as server actions since now. */
function actionsOf(page: Page): Request[] {
  const sent: Request[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.headers()["next-action"]) sent.push(request);
  });
  return sent;
}

/** The same request with somebody else's cookies, and perhaps with another text. */
const sendAgain = (request: Request, person: Person, text?: string) =>
  person.context.request.fetch(request.url(), {
    method: "POST",
    headers: {
      "next-action": request.headers()["next-action"] ?? "",
      "content-type": request.headers()["content-type"] ?? "",
      accept: "text/x-component",
      origin: new URL(request.url()).origin,
    },
    data: text ?? request.postDataBuffer() ?? "",
    maxRedirects: 0,
  });

test("actions of another workspace are refused, whoever sends them", async ({
  workspace,
  otherWorkspace,
}) => {
  test.slow();
  const { page } = otherWorkspace.owner;
  const sent = actionsOf(page);
  const belongings = await furnish(otherWorkspace, page);

  await page.goto(otherWorkspace.path("/settings/general"));
  await page.getByRole("textbox", { name: "Name" }).fill("Southgate Renamed");
  await page.getByRole("button", { name: "Save workspace" }).click();
  await expect(page.getByText("Workspace saved").first()).toBeVisible();
  await page.goto(otherWorkspace.path("/settings/members"));
  await page.getByRole("textbox", { name: "E-mail address" }).fill("new.person@example.com");
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText("new.person@example.com").first()).toBeVisible();
  await page.goto(otherWorkspace.path("/settings/billing?buy=popular"));
  await page.getByRole("button", { name: /^Continue to/ }).click();
  await expect(page.getByRole("heading", { name: /^Pay \$/ })).toBeVisible();

  const addressed = sent.filter((request) => request.postData()?.includes(otherWorkspace.slug));
  expect(addressed.length).toBeGreaterThanOrEqual(5);
  for (const request of addressed) {
    const answer = await sendAgain(request, workspace.owner);
    const body = await answer.text();
    expect.soft(body, `${request.url()} ${request.postData()}`).toContain('"not_found"');
    expect.soft(answer.status()).toBe(200);
  }

  // In one's own workspace, what belongs to the other one is not there either.
  const naming = addressed.filter((request) => request.postData()?.includes(belongings.id));
  expect(naming.length).toBeGreaterThanOrEqual(1);
  for (const request of naming) {
    const mine = request.postData()?.replaceAll(otherWorkspace.slug, workspace.slug);
    const said = await (await sendAgain(request, workspace.owner, mine)).text();
    expect.soft(said, `${request.url()} ${mine}`).toMatch(/"not_ready"|"not_found"/);
  }

  // A viewer is a member, but may not act.
  const viewer = await otherWorkspace.member("viewer", "Vera Sousa");
  for (const request of addressed) {
    const said = await (await sendAgain(request, viewer)).text();
    expect.soft(said, `${request.url()} ${request.postData()}`).toContain('"forbidden"');
  }
});

test("signed out, every page leads to sign-in and every API route to nothing", async ({
  workspace,
  browser,
}) => {
  const nobody = await browser.newContext();
  for (const path of pages.filter((one) => !one.includes("["))) {
    const response = await nobody.request.get(workspace.path(path), { maxRedirects: 0 });
    expect.soft(response.status(), path).toBe(307);
    expect.soft(response.headers().location, path).toContain("/sign-in");
  }
  for (const route of routes.filter((one) => !one.includes("["))) {
    const response = await nobody.request.get(`${route}?workspace=${workspace.slug}`);
    expect.soft([401, 404, 405], route).toContain(response.status());
  }
  await nobody.close();
});
