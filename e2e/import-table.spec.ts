import { expect, test } from "./fixtures";
import { chooseCsv } from "./imports";

test("what a file brings is a table as well: in the drawing's place, by keyboard, in the address", async ({
  page,
  workspace,
}) => {
  await workspace.grant("lead", "500.00");
  await page.goto(workspace.path("/leads/import"));
  await chooseCsv(page, "username\nann\nbob\nann\nnot a name\n");
  const preview = page.getByRole("region", { name: "Reads 4 rows to import 2 leads" });
  const drawing = preview.getByRole("img");
  await preview.getByRole("button", { name: "View as table" }).press("Enter");
  const rows = preview.getByRole("table", { name: "What becomes of the rows of this file" });
  await expect(rows.getByRole("row", { name: /^Imported/ })).toContainText("140");
  await expect(rows.getByRole("row", { name: /^All/ })).toContainText("100%");
  await expect(drawing).toBeHidden();
  await expect(page).toHaveURL(/view=table/);
  await page.reload();
  await expect(rows).toBeVisible();
  const back = preview.getByRole("button", { name: "View as chart" });
  await back.press("Enter");
  await expect(drawing).toBeVisible();
  await expect(rows).toBeHidden();
  await expect(preview.getByRole("button", { name: "View as table" })).toBeFocused();
});
