import type { Locator, Page } from "@playwright/test";
import type { Kind } from "@/lib/credits/core/amount";
import { formatCredits } from "@/lib/credits/core/format";
import { expect, test, type Workspace } from "./fixtures";
import { amountOf, book, grantLot } from "./ledger";

const BILLING = "/settings/billing";

/** Everything that moves credits, once: granted, bought, charged, a part of it given back, held. */
const GRANTED = 40_00;
const CHARGED = [27_40, 12_35];
const BACK = 7_40;
const HELD = 49_00;
/** 550 and 1,000 of them. */
const BOUGHT: Record<Kind, string> = { ai: "popular", lead: "lead-1k" };

/** What every page says after it. */
const USED = 32_35;
const CURRENT: Record<Kind, number> = { ai: 557_65, lead: 1_007_65 };
const AVAILABLE: Record<Kind, number> = { ai: 508_65, lead: 958_65 };

/** Hundredths of a credit, of an amount as a page writes it. */
const hundredths = (text: string): number => Math.round(Number(text.replace(/[^\d.]/g, "")) * 100);
const sum = (amounts: number[]): number => amounts.reduce((total, one) => total + one, 0);

/** The amounts in some places of the page, as they can be seen: what is written for screen readers says the same. */
async function amountsIn(places: Locator): Promise<number[]> {
  await expect(places.first()).toBeVisible();
  const texts = await places.evaluateAll((all) =>
    all.map((place) => {
      const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      const seen: string[] = [];
      while (walker.nextNode()) {
        const { parentElement: on, nodeValue } = walker.currentNode;
        const drawn = on?.checkVisibility({ visibilityProperty: true }) && !on.closest(".sr-only");
        if (drawn) seen.push(nodeValue ?? "");
      }
      return seen.join("");
    }),
  );
  return texts.map(hundredths);
}

async function happen(page: Page, workspace: Workspace, kind: Kind): Promise<void> {
  await grantLot(workspace, kind, "Welcome", GRANTED);
  await buy(page, workspace, kind);
  const seqs: number[] = [];
  for (const charged of CHARGED) {
    const amount = await amountOf(charged);
    const about = { operation: "custom:enrich", subject: "Journey", quantity: 1 };
    seqs.push(await book(workspace, kind, { type: "charge", ...about, amount }));
  }
  const [corrects = 0] = seqs;
  await book(workspace, kind, { type: "refund", corrects, amount: await amountOf(BACK) });
  const hold = await page.request.post("/api/v1/holds", {
    headers: {
      authorization: `Bearer ${await workspace.program("Nightly sync")}`,
      "idempotency-key": "journey",
    },
    data: { operation: "custom:enrich", kind, amount: (HELD / 100).toFixed(2) },
  });
  expect(hold.status()).toBe(201);
}

async function buy(page: Page, workspace: Workspace, kind: Kind): Promise<void> {
  await page.goto(workspace.path(`${BILLING}?kind=${kind}&buy=${BOUGHT[kind]}`));
  await page.getByRole("button", { name: /^Continue to checkout/ }).click();
  await page.getByRole("button", { name: /^Pay \$/ }).click();
  await expect(page.getByRole("heading", { name: /credits added$/ })).toBeVisible();
}

/** What the chart's last point stands at, read off its own axis, to the height of a pixel. */
const endOfLine = (page: Page): Promise<{ value: number; ofOnePixel: number }> =>
  page.locator("figure svg:visible").evaluate((svg) => {
    const written = (label: string) =>
      Number.parseFloat(label.replaceAll(",", "")) * (label.endsWith("k") ? 1_000_00 : 100);
    const labels = [...svg.querySelectorAll("g > line + text")].map((text) => ({
      value: written(text.textContent ?? ""),
      y: Number(text.previousElementSibling?.getAttribute("y1")),
    }));
    const [low, high] = [labels[0], labels.at(-1)];
    if (!low || !high) throw new Error("The chart has no axis.");
    const ofOnePixel = (high.value - low.value) / (low.y - high.y);
    const end = Number(svg.querySelector("circle[r='4']")?.getAttribute("cy"));
    return { value: low.value + (low.y - end) * ofOnePixel, ofOnePixel };
  });

async function expectBilling(page: Page, kind: Kind): Promise<void> {
  const unit = kind === "ai" ? "AI credits" : "lead credits";
  const written = (amount: number) => formatCredits(amount, kind);
  expect(await amountsIn(page.getByTestId(`available-${kind}`))).toEqual([AVAILABLE[kind]]);

  await page.locator("[data-slot=balance-badge]").click();
  const popover = page.getByRole("dialog", { name: "Credit balance" });
  await expect(popover).toContainText(`${written(CURRENT[kind])} ${unit}`);
  await expect(popover).toContainText(`${written(HELD)} held for`);
  await expect(popover).toContainText(`${written(AVAILABLE[kind])} available`);
  await page.keyboard.press("Escape");
  await expect(popover).toBeHidden();

  const card = page.getByRole("region", { name: /^(Lead c|C)redit balance$/ });
  expect(await amountsIn(card.locator("[data-hero]"))).toEqual([CURRENT[kind]]);
  const line = (label: string) =>
    page
      .locator("dl:visible > div")
      .filter({ has: page.getByText(label) })
      .locator("dd");
  expect(await amountsIn(line("Available now"))).toEqual([AVAILABLE[kind]]);
  expect(await amountsIn(line("Held for"))).toEqual([HELD]);
  expect(await amountsIn(line("Lifetime used").first())).toEqual([USED]);

  await expect(page.getByRole("figure")).toHaveAccessibleDescription(
    new RegExp(`Today ${written(CURRENT[kind])} ${unit}\\.`),
  );
  const end = await endOfLine(page);
  expect(Math.abs(end.value - CURRENT[kind])).toBeLessThanOrEqual(end.ofOnePixel);
  const lots = page.getByRole("region", { name: "Lots" }).locator("b");
  expect(sum(await amountsIn(lots))).toBe(CURRENT[kind]);
  const rows = page.getByRole("table", { name: "Transaction history" }).locator("tbody tr");
  expect(await amountsIn(rows.first().locator("td").nth(4))).toEqual([CURRENT[kind]]);

  await page.getByRole("link", { name: "View as table" }).click();
  const days = page.getByRole("table", { name: "Balance of the last 30 days" });
  await expect(days).toBeVisible();
  const now = days.getByRole("row", { name: /^Now/ }).locator("td").last();
  expect(await amountsIn(now)).toEqual([CURRENT[kind]]);
}

test("a run that failed cost on every page what was charged of it before", async ({
  page,
  workspace,
}) => {
  const { captureRun } = await import("@/lib/credits/mutations/capture");
  const { failRun } = await import("@/lib/credits/mutations/runs");
  const workspaceId = workspace.id;
  await workspace.grant("lead", "500.00");
  const charged = await workspace.startRun({ leads: 3, subject: "roasters.csv" });
  const amount = await amountOf(140_00);
  const part = { amount, key: "journey", quantity: 2, inputs: { imported: 2 } };
  expect(await captureRun({ workspaceId, runId: charged, ...part })).toMatchObject({ ok: true });
  const free = await workspace.startRun({ leads: 3, subject: "cafes.csv" });
  for (const runId of [charged, free]) await failRun({ workspaceId, runId, reference: "8F21AB03" });

  await page.goto(workspace.path("/activity"));
  const cells = page.getByRole("row", { name: /roasters/ }).locator("td");
  expect(await amountsIn(cells.nth(6))).toEqual([140_00]);
  await page.goto(workspace.path());
  const ran = (subject: string) =>
    page
      .getByRole("region", { name: "What ran" })
      .getByRole("listitem")
      .filter({ hasText: subject });
  await expect(ran("roasters.csv")).toContainText("140");
  await expect(ran("roasters.csv")).not.toContainText("Not charged");
  await expect(ran("cafes.csv")).toContainText("Not charged");
});

test("a run that was stopped before it began is called the same on every page, and never free", async ({
  page,
  workspace,
}) => {
  const { stopRun } = await import("@/lib/credits/mutations/runs");
  await workspace.grant("lead", "500.00");
  const runId = await workspace.startRun({ leads: 3, subject: "bakeries.csv" });
  await stopRun({ workspaceId: workspace.id, runId });

  await page.goto(workspace.path());
  const ran = page.getByRole("region", { name: "What ran" }).getByRole("listitem");
  await expect(ran).toContainText("Stopped");
  await expect(ran).toContainText("Not charged");

  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(workspace.path("/activity"));
  const row = page.getByRole("list", { name: /^Activity/ }).getByRole("listitem");
  await expect(row).toContainText("Stopped");
  await expect(row).toContainText("Not charged");
});

for (const kind of ["ai", "lead"] as const) {
  test(`after a purchase, charges, a refund and a hold every page says the same of ${kind} credits`, async ({
    page,
    workspace,
  }) => {
    test.slow();
    await happen(page, workspace, kind);

    await page.goto(workspace.path(`${BILLING}?kind=${kind}`));
    await expectBilling(page, kind);

    await page.goto(workspace.path(`${BILLING}/statements?kind=${kind}`));
    const month = page.getByRole("row", { name: /so far/ }).locator("td");
    expect(await amountsIn(month.nth(2))).toEqual([CURRENT[kind]]);

    await page.goto(workspace.path(`/settings/usage?kind=${kind}&view=table`));
    const used = page.locator("dl > div").filter({ hasText: /^Used/ });
    expect(await amountsIn(used.locator("dd > span").first())).toEqual([USED]);
    for (const name of ["Who used credits", "What credits were used on"]) {
      const column = page.getByRole("table", { name }).locator("tbody tr td.font-label");
      expect(sum(await amountsIn(column)), name).toBe(USED);
    }
    const total = page.getByRole("row", { name: /^Total/ }).locator("td");
    expect((await amountsIn(total))[0]).toBe(USED);

    await page.goto(workspace.path("/activity"));
    const held = page.getByRole("table").locator("tbody tr td:nth-child(6)");
    expect(sum(await amountsIn(held))).toBe(HELD);

    await page.goto(workspace.path());
    const outlook = page.getByRole("main");
    await expect(outlook).toContainText(formatCredits(AVAILABLE[kind], kind));
  });
}
