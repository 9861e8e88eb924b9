import { expect, expectAccessibleInBothThemes, test } from "./fixtures";
import { bookUse, grantLot } from "./ledger";

const GONE = "0190f3a2-1111-7aaa-8bbb-000000000001";

for (const path of ["/settings/billing", "/settings/usage"]) {
  test(`a filter of ${path} that names nobody shows nobody's numbers, says so, and is cleared in place`, async ({
    page,
    workspace,
    otherWorkspace,
  }) => {
    await grantLot(workspace, "ai", "Welcome", 100_00);
    await bookUse(workspace, "Spring launch, post 4", 7_25);
    const shown = page.getByRole("main").getByText(/7\.25/);
    const filtered = page.getByRole("table").filter({ hasNotText: "Balance" }).getByText(/7\.25/);
    const said = (words: string) => page.getByRole("status").filter({ hasText: words });
    const nobody = "The filter names nobody of this workspace, so nothing matches.";
    for (const member of [GONE, "mei", otherWorkspace.owner.userId]) {
      await page.goto(workspace.path(`${path}?view=table&member=${member}`));
      await expect(said(nobody)).toBeVisible();
      await expect(filtered).toHaveCount(0);
      await expect(page.getByRole("button", { name: /^Member\s*Unknown$/ })).toBeVisible();
    }
    await expectAccessibleInBothThemes(page);
    await said(nobody).getByRole("link", { name: "Clear" }).click();
    await expect(said(nobody)).toHaveCount(0);
    await expect(shown.first()).toBeVisible();
    await expect(page).not.toHaveURL(/member=/);

    await page.goto(workspace.path(`${path}?campaign=${GONE}&member=${GONE}`));
    await expect(said("nobody and no campaign of this workspace")).toBeVisible();
    await page.goto(workspace.path(`${path}?campaign=spring`));
    await expect(said("no campaign of this workspace")).toBeVisible();
    await page.goto(workspace.path(`${path}?member=${workspace.owner.userId}`));
    await expect(shown.first()).toBeVisible();
    await expect(said("so nothing matches")).toHaveCount(0);
  });
}
