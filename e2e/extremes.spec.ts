import type { Page } from "@playwright/test";
import type { WorkspaceId } from "@/lib/identity/types";
import { overlappingText, sidewaysScroll } from "./access/layout";
import { measure } from "./access/measuring";
import { expect, expectAccessibleInBothThemes, test, type Workspace } from "./fixtures";
import { amountOf, book, bookUse, grantLot } from "./ledger";

const BILLING = "/settings/billing";
const LONG =
  "The Honourable Company of Purveyors of Exceptionally Long Names and Addresses of Northern Europe";
const UNBROKEN =
  "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft";

/** Everything at once: what no workspace has all of, and each has some of one day. */
async function everything(workspace: Workspace): Promise<void> {
  const [{ newId }, { createApiKey }, { removeMember }, { updateWorkspace }] = await Promise.all([
    import("@/lib/platform/ids"),
    import("@/lib/identity/mutations/api-keys"),
    import("@/lib/identity/mutations/members"),
    import("@/lib/identity/mutations/workspaces"),
  ]);
  await updateWorkspace(workspace.id, { name: LONG.slice(0, 80), timeZone: "UTC" });
  const left = await workspace.member("member", `Wolfeschlegelstein ${UNBROKEN}`);
  const key = await createApiKey(
    { workspaceId: workspace.id as WorkspaceId, userId: workspace.owner.userId },
    { name: LONG.slice(0, 60), scopes: ["balance:read"], lifetime: null },
  );
  if (!key.ok) throw new Error(key.reason);

  await grantLot(workspace, "ai", LONG, 9_999_999_99);
  await grantLot(workspace, "ai", "A crumb", 1);
  await grantLot(workspace, "lead", UNBROKEN, 9_999_999_99);
  await bookUse(workspace, LONG, 1);
  await bookUse(workspace, UNBROKEN, 9_876_543_21, {
    campaignId: newId(),
    inputs: { campaign: LONG, list: UNBROKEN },
    actor: { type: "member", id: left.userId },
  });
  await bookUse(workspace, "Nothing to pay", 0);
  await bookUse(workspace, "By a program", 1_23, { actor: { type: "api_key", id: key.apiKeyId } });
  for (let lot = 1; lot <= 38; lot += 1) await grantLot(workspace, "ai", `Package ${lot}`, 100_00);
  const amount = await amountOf(12_34);
  await book(workspace, "ai", { type: "adjust", amount, reason: `Correction: ${LONG}` });
  const removed = await removeMember({
    workspaceId: workspace.id as WorkspaceId,
    by: workspace.owner.userId,
    userId: left.userId,
  });
  if (!removed.ok) throw new Error(removed.reason);
}

/** Figures, wherever there are any. */
const FIGURES = "td:nth-child(4), td:nth-child(5), dd, [data-hero]";

/** Nothing sticks out of the page, and no figure out of its place. */
async function expectWhole(page: Page): Promise<void> {
  const sticksOut = () =>
    page.evaluate(
      (figures) => ({
        sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        cut: [...document.querySelectorAll<HTMLElement>(figures)]
          .filter((one) => one.offsetParent !== null && one.scrollWidth > one.clientWidth + 1)
          .map((one) => one.textContent),
      }),
      FIGURES,
    );
  // What is drawn by its own width follows that of the window a frame later.
  await expect.poll(sticksOut).toEqual({ sideways: 0, cut: [] });
}

test("very long names, huge and tiny amounts, a removed member and forty lots: all of it fits and reads", async ({
  page,
  workspace,
}) => {
  test.slow();
  await everything(workspace);
  await page.goto(workspace.path(BILLING));
  const table = page.getByRole("table", { name: "Transaction history" });
  await expect(table).toContainText("\u22129,876,543.21");
  await expect(table.getByRole("row").filter({ hasText: "Nothing to pay" })).toContainText("Free");
  await expect(table.getByRole("row").filter({ hasText: "9,876,543.21" })).toContainText("removed");
  for (const width of [1440, 1024, 768]) {
    await page.setViewportSize({ width, height: 900 });
    await expectWhole(page);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await expectAccessibleInBothThemes(page);

  await page.getByText(/^35 more, /).click();
  await expect(page.getByRole("link", { name: /Package 38/ })).toBeVisible();
  await table.getByRole("row").filter({ hasText: "9,876,543.21" }).getByRole("link").click();
  await expect(page.getByRole("dialog", { name: "Regeneration" })).toContainText("(removed)");

  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    await expectWhole(page);
  }
  await page.keyboard.press("Escape");
  const list = page.getByRole("list", { name: "Transaction history" });
  await expect(list).toContainText("Wolfeschlegelstein (removed)");
  await expectWhole(page);

  await page.goto(workspace.path(`${BILLING}?kind=lead`));
  await expect(page.getByRole("heading", { name: "Lead credit balance" })).toBeVisible();
  await expectWhole(page);
});

test("at 320 pixels, who has left keeps a name that is broken between its words alone", async ({
  page,
  workspace,
}) => {
  const { removeMember } = await import("@/lib/identity/mutations/members");
  const { userId } = await workspace.member("member", "Hana Okafor");
  await grantLot(workspace, "ai", "Popular", 9_999_999_99);
  await bookUse(workspace, "Roasters", 9_876_543_21, { actor: { type: "member", id: userId } });
  await removeMember({
    workspaceId: workspace.id as WorkspaceId,
    by: workspace.owner.userId,
    userId,
  });
  await page.setViewportSize({ width: 320, height: 844 });
  await page.goto(workspace.path("/settings/usage"));
  const row = page.getByRole("row").filter({ hasText: "removed" });
  const linesOfWords = () =>
    row.getByText("Hana Okafor").evaluate(({ firstChild: text }) =>
      [...(text?.textContent ?? "").matchAll(/\S+/g)].map(({ index, 0: word }) => {
        const range = document.createRange();
        range.setStart(text as Node, index);
        range.setEnd(text as Node, index + word.length);
        return range.getClientRects().length;
      }),
    );
  await expect.poll(linesOfWords).toEqual([1, 1]);
});

test("a name without a gap goes on in the next line; thousands of millions lie on nothing", async ({
  page,
  workspace,
}) => {
  const { updateWorkspace } = await import("@/lib/identity/mutations/workspaces");
  await updateWorkspace(workspace.id, { name: UNBROKEN.slice(0, 80), timeZone: "UTC" });
  await grantLot(workspace, "ai", "Endowment", 1_234_567_890_12);
  await page.setViewportSize({ width: 390, height: 844 });
  const paths = ["", "/settings/general", "/settings/members", "/settings/api-keys"];
  const paying = ["", "/receipts", "/statements"].map((path) => `${BILLING}${path}`);
  for (const path of [...paths, ...paying]) {
    await page.goto(workspace.path(path));
    await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
    await expect.soft.poll(() => measure(page, sidewaysScroll), { message: path }).toEqual([]);
  }
  await page.goto(workspace.path(BILLING));
  await expect(page.getByRole("button", { name: /^Credits available/ })).toContainText("1.2b");
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(() => measure(page, overlappingText)).toEqual([]);
  }
});

test("a name that reads from the right keeps its beginning where it is cut", async ({
  page,
  workspace,
}) => {
  const name = "عبد الرحمن بن محمد بن عبد الله الفارسي الطويل الاسم جدا من مدينة بعيدة جدا";
  const other = await workspace.member("member", name);
  await grantLot(workspace, "ai", "Goodwill", 50_00);
  await bookUse(workspace, "Autumn menu", 1_30, { actor: { type: "member", id: other.userId } });
  await page.goto(workspace.path(BILLING));
  const shown = page.getByRole("table", { name: "Transaction history" }).getByTitle(name);
  const seen = await shown.evaluate((at) => {
    const text = at.firstChild;
    if (!text) throw new Error("No name.");
    const box = at.getBoundingClientRect();
    const [first, last] = [0, (text.textContent?.length ?? 1) - 1].map((index) => {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + 1);
      const { left, right } = range.getBoundingClientRect();
      return left >= box.left - 1 && right <= box.right + 1;
    });
    return { first, last };
  });
  expect(seen).toEqual({ first: true, last: false });
});

test("a workspace's name that is read from the right, and would turn its line, turns no sentence", async ({
  page,
  workspace,
}) => {
  const { updateWorkspace } = await import("@/lib/identity/mutations/workspaces");
  await updateWorkspace(workspace.id, { name: "נועה\u202e", timeZone: "UTC" });
  const pages = {
    "": "What runs, what ran, and what will run out in NAME.",
    [BILLING]: "One balance, shared by everyone in NAME.",
    [`${BILLING}/receipts`]: `Purchases of NAME in ${new Date().getFullYear()}.`,
    [`${BILLING}/statements`]: "Every month of NAME. Months end at midnight, UTC.",
  };
  for (const [path, words] of Object.entries(pages)) {
    await page.goto(workspace.path(path));
    const sentence = page.getByText(words.replace("NAME", "\u2068נועה\u2069"), { exact: true });
    await expect(sentence).toBeVisible();
  }

  const [{ renameUser }, { stopRun }] = await Promise.all([
    import("@/lib/identity/mutations/users"),
    import("@/lib/credits/mutations/runs"),
  ]);
  await renameUser(workspace.owner.userId, "נועה כהן");
  await workspace.grant("lead", "500.00");
  const ended = await workspace.startRun({ leads: 1, subject: "cafes.csv" });
  await stopRun({ workspaceId: workspace.id, runId: ended });
  await workspace.startRun({ leads: 2, subject: "רשימה.csv" });
  await page.goto(workspace.path());
  const running = page.getByRole("region", { name: "Running now" });
  await expect(running.getByText("\u2068רשימה.csv\u2069")).toBeVisible();
  await expect(page.getByRole("region", { name: "What ran" }).locator("bdi")).toHaveText("נועה");
});
