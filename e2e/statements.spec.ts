import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, expectAccessibleInBothThemes, test, type Workspace } from "./fixtures";
import { bookUse } from "./ledger";

const STATEMENTS = "/settings/billing/statements";

const charge = (workspace: Workspace, hundredths: number) =>
  bookUse(workspace, "The Roast Journal", hundredths, { operation: "rss_item" });

async function download(page: Page, form: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: new RegExp(`^${form} of`) }).click(),
  ]);
  return file.path();
}

test("a buyer downloads a month, and the numbers are those of the page", async ({
  page,
  workspace,
}) => {
  await workspace.grant("ai", "100.00");
  await charge(workspace, 1_234);
  await charge(workspace, 50);
  const billing = await workspace.member("billing");
  await billing.page.goto(workspace.path("/settings/billing"));
  await billing.page.getByRole("link", { name: "Statements" }).click();

  const row = billing.page.getByRole("row", { name: /so far/ });
  await expect(row).toContainText("87.16");
  await expectAccessibleInBothThemes(billing.page);

  const csv = test.info().outputPath("statement.csv");
  copyFileSync(await download(billing.page, "CSV"), csv);
  const lines = readFileSync(csv, "utf8").trim().split("\r\n");
  expect(lines).toHaveLength(6);
  const cells = lines.slice(1).map((line) => line.split(","));
  const opening = Number(cells[0]?.[9]);
  const sum = cells
    .slice(1, -1)
    .reduce((total, line) => total + Math.round(Number(line[8]) * 100), 0);
  expect(opening * 100 + sum).toBe(8_716);
  expect(cells.at(-1)?.[9]).toBe("87.16");

  const pdf = readFileSync(await download(billing.page, "PDF"), "latin1");
  expect(pdf.startsWith("%PDF-")).toBe(true);

  // Checked as its receiver would: with the script that the page gives, and nothing else.
  const proof = await download(billing.page, "Proof");
  const script = test.info().outputPath("verify-statement.mjs");
  const [given] = await Promise.all([
    billing.page.waitForEvent("download"),
    billing.page.getByRole("link", { name: "verify-statement.mjs" }).click(),
  ]);
  await given.saveAs(script);
  expect(execFileSync(process.execPath, [script, proof, csv], { encoding: "utf8" })).toContain(
    `3 entries, 0.00 to 87.16. True, and ${csv} says the same.`,
  );

  const address = `/api/statements?workspace=${workspace.slug}&kind=ai&as=csv&month=`;
  const statusOf = (of: Page, month: string) =>
    of.evaluate(async (asked) => (await fetch(asked)).status, address + month);
  expect(await statusOf(billing.page, "2999-01")).toBe(404);

  // Not for members who may not buy.
  const member = await workspace.member("member", "Tomasz Wilk");
  await member.page.goto(workspace.path(STATEMENTS));
  await expect(member.page.getByRole("heading", { level: 1 })).not.toHaveText("Statements");
  expect(await statusOf(member.page, "2026-11")).toBe(403);
  await page.goto(workspace.path(STATEMENTS));
  await expect(page.getByRole("heading", { level: 1, name: "Statements" })).toBeVisible();
});

test("an admin has the balance checked, and everybody sees when it was", async ({
  page,
  workspace,
}) => {
  await workspace.grant("ai", "100.00");
  await charge(workspace, 50);
  await page.goto(workspace.path("/settings/billing"));
  await expect(page.getByText("Not checked yet")).toBeVisible();
  await page.getByRole("button", { name: "Check now" }).click();
  await expect(page.getByText(/^Checked \d\d:\d\d$/)).toBeVisible({ timeout: 30_000 });

  const viewer = await workspace.member("viewer");
  await viewer.page.goto(workspace.path("/settings/billing?tx=ai-2"));
  const drawer = viewer.page.getByRole("dialog");
  await expect(drawer.getByText(/^Checked \d\d:\d\d$/)).toBeVisible();
  await expect(viewer.page.getByRole("button", { name: "Check now" })).toHaveCount(0);
});
