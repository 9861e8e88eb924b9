import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test, type Workspace } from "./fixtures";
import { nameNewList, unanswered } from "./imports";

const file = (content: string | Buffer, name = "people.csv") => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(content),
});

const choose = (page: Page, content: string | Buffer, name?: string) =>
  page.getByLabel("Choose a CSV, or drop it here").setInputFiles(file(content, name));

const names = (count: number, prefix = "user"): string =>
  Array.from({ length: count }, (_, at) => `${prefix}${at}\n`).join("");

async function open(page: Page, workspace: Workspace) {
  await page.goto(workspace.path("/leads/import"));
  await expect(page.getByRole("heading", { name: "Import leads" })).toBeVisible();
}

const start = (page: Page) => page.getByRole("button", { name: /^Start import/ });

/** Starts what is previewed, and lets the time pass in which that can be undone. */
async function startAndBegin(page: Page, workspace: Workspace) {
  await start(page).click();
  await workspace.letRunsBegin();
}

const table =
  "username;name\r\n@ann;Zoë\r\nhttps://x.com/ben;Björn\r\n\r\nbad name;x\r\nANN;again\r\n";

const FORMS: [string, Buffer | string][] = [
  ["UTF-8 with a mark", `\ufeff${table}`],
  ["UTF-16", Buffer.from(`\ufeff${table}`, "utf16le")],
  ["Latin-1", Buffer.from(table, "latin1")],
  ["tabs and line feeds", table.replaceAll(";", "\t").replaceAll("\r\n", "\n")],
];

for (const [form, content] of FORMS) {
  test(`a CSV as ${form} is previewed with its price`, async ({ page, workspace }) => {
    await workspace.grant("lead", "500.00");
    await open(page, workspace);
    await choose(page, content);

    const preview = page.getByRole("region", { name: "Reads 4 rows to import 2 leads" });
    await expect(preview).toContainText("1 invalid, 1 duplicate, 0 already yours");
    await expect(preview).toContainText("Row 5");
    await expect(preview).toContainText("360 after");
    await expect(preview.getByRole("img")).toHaveAccessibleName(/4 rows read\..*2 to import\./);
    await expect(start(page)).toHaveAccessibleName(/140 credits/);
  });
}

test("an import is charged 70 per lead and leaves a receipt and a list", async ({
  page,
  workspace,
}) => {
  await workspace.grant("lead", "500.00");
  await open(page, workspace);
  await choose(page, table);
  await nameNewList(page, "Roasters");
  await startAndBegin(page, workspace);

  await expect(page.getByRole("heading", { name: "2 leads imported" })).toBeVisible();
  await expect(page.getByText("Charged 140.")).toBeVisible();
  await page.getByRole("link", { name: "View list" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Roasters" })).toBeAttached();
  await expect(page.getByRole("cell", { name: "@ann" })).toBeVisible();
  await page.goto(workspace.path("/settings/billing?kind=lead"));
  await expect(page.getByRole("main")).toContainText("140");
});

test("pasted usernames are an import like any other, and one is one lead", async ({
  page,
  workspace,
}) => {
  await workspace.grant("lead", "50.00");
  await open(page, workspace);
  const paste = async (names: string) => {
    await page.getByRole("radio", { name: "Paste" }).click();
    await page.getByLabel("Usernames", { exact: true }).fill(names);
    await page.getByRole("button", { name: "Read usernames" }).click();
  };
  await paste("@ann, @ben\nhttps://x.com/cy");
  // What was found out comes where nothing has the focus any more: it goes there, and with it what is read aloud.
  await expect(page.getByRole("region", { name: "Reads 3 rows to import 3 leads" })).toBeFocused();
  await page.getByRole("button", { name: "Choose another" }).click();
  await paste("@dee");
  await expect(page.getByRole("heading", { name: "Reads 1 row to import 1 lead" })).toBeVisible();
  await expect(page.getByRole("region", { name: "You need 20 more lead credits" })).toContainText(
    "Importing 1 lead can use up to 70",
  );
  await expect(page.getByRole("main")).not.toContainText("leads imported");
});

for (const [what, content, title] of [
  ["a zip", Buffer.from("504b03041400000008000000", "hex"), "This is an archive, not a CSV"],
  [
    "an image",
    Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
      "base64",
    ),
    "This is an image, not a CSV",
  ],
  ["a blank file", "\n\n", "This file is empty"],
] as const) {
  test(`${what} by mistake is refused, and says what to do`, async ({ page, workspace }) => {
    await open(page, workspace);
    await choose(page, content, "people.csv");
    const refusal = page.getByRole("region", { name: title });
    await expect(refusal).toContainText("Nothing was charged");
    await refusal.getByRole("button", { name: "Choose another file" }).click();
    await expect(page.getByLabel("Choose a CSV, or drop it here")).toBeAttached();
  });
}

test("a stop ends an import, and what it did not use comes back", async ({ page, workspace }) => {
  test.slow();
  await workspace.grant("lead", "7000000.00");
  await open(page, workspace);
  await choose(page, names(100_000));
  await expect(page.getByRole("heading", { name: /to import 100,000 leads/ })).toBeVisible({
    timeout: 60_000,
  });
  await startAndBegin(page, workspace);
  await expect(page.getByRole("progressbar")).not.toHaveAttribute("aria-valuenow", "0");
  await page.route("**/leads/import*", unanswered);
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText("Not stopped. Try again.")).toBeVisible();
  await page.unroute("**/leads/import*", unanswered);
  // What a stop can still add is said once the server has heard of it, and not before.
  let hear = () => {};
  const heard = new Promise<void>((resolve) => {
    hear = resolve;
  });
  await page.route("**/leads/import*", async (route) => {
    if (route.request().method() === "POST") await heard;
    await route.continue();
  });
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText("Stopping", { exact: true })).toBeVisible();
  hear();
  await expect(page.getByText(/Stopping, at most 2,000 more/)).toBeVisible();
  await expect(page.getByRole("heading", { name: /^Stopped after/ })).toBeVisible();
  await expect(page.getByText(/[\d,]+ returned\./)).toBeVisible();
});

test("whoever has too many files waiting is told, discards one, and can go on", async ({
  page,
  workspace,
}) => {
  await open(page, workspace);
  for (let at = 0; at < 10; at++) {
    const address = `/api/imports?workspace=${workspace.slug}&name=draft-${at}.csv`;
    const sent = await page.request.post(address, {
      headers: { "x-wellspent-upload": "1", "content-type": "application/octet-stream" },
      data: Buffer.from(names(1)),
    });
    expect(sent.status()).toBe(201);
  }
  await choose(page, names(2), "one-more.csv");
  const refusal = page.getByRole("region", { name: "You have 10 files waiting" });
  await expect(refusal).toContainText("Nothing was kept");
  await page.reload();
  await page.getByRole("button", { name: "Discard draft-3.csv" }).click();
  await expect(page.getByRole("link", { name: "draft-3.csv" })).toBeHidden();
  await choose(page, names(2), "one-more.csv");
  await expect(page.getByRole("region", { name: /to import 2 leads/ })).toBeVisible();
});

test("an import that is not covered waits for the purchase and then goes on by itself", async ({
  page,
  workspace,
}) => {
  await workspace.grant("lead", "100.00");
  await open(page, workspace);
  await choose(page, names(10));
  const shortage = page.getByRole("region", { name: "You need 600 more lead credits" });
  await expect(shortage).toContainText("Nothing was charged and your draft is saved");
  await nameNewList(page, "After the purchase");
  await expect(shortage.getByRole("checkbox")).toBeChecked();
  await shortage.getByRole("button", { name: /^Add 1,000 and continue/ }).click();

  await page.getByRole("button", { name: /^Pay \$/ }).click();
  await page.waitForURL(/billing\/return/);
  await page.goto(workspace.path("/leads"));
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("row", { name: /After the purchase 10/ })).toBeVisible({
      timeout: 1_000,
    });
  }).toPass();
});

test("a shortage that no single package covers is bought in parts, and no part promises to go on", async ({
  page,
  workspace,
}) => {
  await open(page, workspace);
  await choose(page, names(1_500));
  const shortage = page.getByRole("region", { name: "You need 105,000 more lead credits" });
  await expect(shortage).toContainText(
    "No single package covers it. Lead 100k and Lead 5k cover it: 105,000 for $745, one purchase each.",
  );
  await expect(
    shortage.getByRole("radio", { name: "Add 100,000 credits Lead 100k, leaves 5,000 missing" }),
  ).toBeChecked();
  await expect(shortage.getByRole("button", { name: /and continue/ })).toHaveCount(0);
  await expect(shortage.getByRole("checkbox")).toHaveCount(0);

  // With the gap, the package follows; only what covers it goes on by itself.
  const leads = page.getByLabel("Stop after", { exact: true });
  await leads.fill("300");
  await expect(page.getByRole("radio", { name: /^Add 25,000 credits/ })).toBeChecked();
  await expect(page.getByRole("button", { name: /^Add 25,000 and continue/ })).toBeVisible();
  await leads.fill("1500");
  await shortage.getByRole("button", { name: /^Add 100,000 \$700\.00/ }).click();
  await page.getByRole("button", { name: /^Pay \$/ }).click();
  await page.getByRole("link", { name: "Back to where you were" }).click();

  const rest = page.getByRole("region", { name: "You need 5,000 more lead credits" });
  await expect(rest.getByRole("checkbox")).toBeChecked();
  await expect(rest.getByRole("button", { name: /^Add 5,000 and continue/ })).toBeVisible();
  await expect(rest).not.toContainText("No single package");
});

test("the part that is covered can be imported instead", async ({ page, workspace }) => {
  await workspace.grant("lead", "150.00");
  await open(page, workspace);
  await choose(page, names(10));
  await page
    .getByRole("radio", { name: "Import only the first 2 140 lead credits, fits now" })
    .click();
  await page.getByRole("button", { name: "Continue" }).click();
  await startAndBegin(page, workspace);
  await expect(page.getByRole("heading", { name: "2 leads imported" })).toBeVisible();
  await expect(page.getByText("Charged 140.")).toBeVisible();
});

test("a list is exported, and imports again free", async ({ page, workspace }) => {
  await workspace.grant("lead", "140.00");
  await open(page, workspace);
  await choose(page, "username,bio\nann,=1+1\nben,Coffee\n", "roasters.csv");
  await startAndBegin(page, workspace);
  await page.getByRole("link", { name: "View list" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export 2 as CSV" }).click();
  const exported = await readFile(await (await download).path());

  await open(page, workspace);
  await page.getByRole("radio", { name: /CSV, export format/ }).click();
  await choose(page, exported, "roasters again.csv");
  await expect(page.getByText("so they import free")).toBeVisible();
  await page.getByRole("button", { name: /^Add to list.*Free/ }).click();
  await workspace.letRunsBegin();
  await expect(page.getByText("Nothing was charged.").first()).toBeVisible();
});

test("a member of another workspace gets nothing of an import", async ({
  page,
  workspace,
  otherWorkspace,
}) => {
  await open(page, workspace);
  await choose(page, "bad name\nann\n");
  await page.waitForURL(/import=/);
  const id = new URL(page.url()).searchParams.get("import") ?? "";
  const stranger = otherWorkspace.owner.page;
  for (const slug of [workspace.slug, otherWorkspace.slug]) {
    for (const path of [`/api/imports/${id}`, `/api/imports/${id}/problems`]) {
      expect((await stranger.request.get(`${path}?workspace=${slug}`)).status()).toBe(404);
    }
  }
  const upload = await stranger.request.post(`/api/imports?workspace=${workspace.slug}`, {
    headers: { "x-wellspent-upload": "1" },
    data: Buffer.from("ann\n"),
  });
  expect(upload.status()).toBe(404);
  await stranger.goto(otherWorkspace.path(`/leads/import?import=${id}`));
  await expect(stranger.getByRole("heading", { name: "Page not found" })).toBeVisible();
});

test("a viewer can look at lists and not import", async ({ workspace }) => {
  const viewer = await workspace.member("viewer");
  await viewer.page.goto(workspace.path("/leads"));
  await expect(viewer.page.getByText("No lead lists yet")).toBeVisible();
  // The heading and the links beside it come together; what is missing now is missing.
  await expect(viewer.page.getByRole("heading", { name: "Lead lists" })).toBeAttached();
  await expect(viewer.page.getByRole("link", { name: "Import leads" })).toHaveCount(0);
  const upload = await viewer.page.request.post(`/api/imports?workspace=${workspace.slug}`, {
    headers: { "x-wellspent-upload": "1" },
    data: Buffer.from("ann\n"),
  });
  expect(upload.status()).toBe(403);
});
