import type { Page } from "@playwright/test";
import { faintText } from "./access/contrast";
import { furnish } from "./access/furnish";
import {
  cutText,
  overlappingText,
  scrolledAway,
  sidewaysScroll,
  strayHeads,
} from "./access/layout";
import { measure } from "./access/measuring";
import { expect, test, type Workspace } from "./fixtures";
import { bookUse } from "./ledger";

const MEASURES = [sidewaysScroll, scrolledAway, strayHeads, cutText, overlappingText, faintText];

/** A4 between these margins, which no printer cuts into. */
const MARGIN = "14mm 12mm";
const PAPER = { width: 700, height: 1020 };

/** The margins of a printed page, as the rules of paper that hold have them. */
const marginOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const pagesIn = (rules: CSSRuleList): CSSPageRule[] =>
      [...rules].flatMap((rule) => {
        if (rule instanceof CSSPageRule) return [rule];
        const holds = rule instanceof CSSMediaRule && matchMedia(rule.conditionText).matches;
        return holds ? pagesIn(rule.cssRules) : [];
      });
    return [...document.styleSheets]
      .flatMap(({ cssRules }) => pagesIn(cssRules))
      .map(({ style }) => style.margin);
  });

async function onPaper(page: Page, path: string): Promise<void> {
  await page.setViewportSize(PAPER);
  await page.goto(path);
  await expect(page.locator("[data-slot=skeleton]")).toHaveCount(0);
  await page.emulateMedia({ media: "print", colorScheme: "dark", reducedMotion: "reduce" });
  await page.evaluate(() => {
    document.documentElement.dataset.theme = "dark";
  });
}

/** The page alone, in ink on white, whole; and what leads somewhere still does. */
async function expectPrinted(page: Page): Promise<void> {
  await expect(
    page.locator("[data-shell] > aside, [data-shell] header").filter({ visible: true }),
  ).toHaveCount(0);
  const pressed = page
    .locator(
      "main button:not([data-print], :has(> time), [data-slot=filter-chip] > :has(b)), main [data-slot=button], main nav",
    )
    .filter({ visible: true });
  await expect(pressed).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveCSS("position", "static");
  const paper = await page.evaluate(() =>
    [document.documentElement, document.body].map((el) => getComputedStyle(el).backgroundColor),
  );
  expect(paper).toEqual(["rgb(255, 255, 255)", "rgb(255, 255, 255)"]);
  for (const by of MEASURES) {
    expect.soft(await measure(page, by), by.name).toEqual([]);
  }
  expect(await marginOf(page)).toEqual([MARGIN]);
  const pdf = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
  expect(pdf).toMatch(/^%PDF-/);
  const links = await page.locator("main a[href]").filter({ visible: true }).count();
  expect(pdf.includes("/URI (")).toBe(links > 0);
}

const USED = [
  "content_regeneration",
  "assistant_analysis",
  "strategy_analysis",
  "multi_platform_content",
  "rss_item",
];

const runOf = async (page: Page, workspace: Workspace): Promise<string> => {
  await page.goto(workspace.path("/activity?state=done"));
  const link = page.locator("main a[href*='/activity/']").first();
  return (await link.getAttribute("href")) ?? "";
};

test("receipts, statements, history, use and a run's receipt print as paper", async ({
  page,
  workspace,
}) => {
  test.slow();
  await furnish(workspace);
  // As many operations as a table of use has columns for, and one that they leave to Other.
  for (const [at, operation] of USED.entries()) {
    await bookUse(workspace, "Autumn menu", 3_40 + at, { operation });
  }
  const run = await runOf(page, workspace);
  const paths = ["/receipts", "/statements", "", "?view=table"].map((path) =>
    workspace.path(`/settings/billing${path}`),
  );
  for (const path of [...paths, workspace.path("/settings/usage?view=table&sum=cumulative"), run]) {
    await test.step(path, async () => {
      await onPaper(page, path);
      await expectPrinted(page);
      await page.emulateMedia({ media: null });
    });
  }
});

test("an open transaction prints alone; figures say which credits, days and filters they are of", async ({
  page,
  workspace,
}) => {
  await furnish(workspace);
  await onPaper(page, workspace.path("/settings/billing?tx=ai-1"));
  const row = page.getByRole("dialog");
  await expect(row.getByText("What came in")).toBeVisible();
  await expect(page.locator("main")).toBeHidden();
  // Of its buttons, the time alone: it is who and when.
  await expect(row.locator("button, [data-slot=button]").filter({ visible: true })).toHaveText(
    /UTC$/,
  );
  const sheets = (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type \/Page\b/g);
  expect(sheets).toHaveLength(1);
  await page.emulateMedia({ media: null });

  await onPaper(page, workspace.path("/settings/usage?view=table"));
  const shown = page.getByRole("region", { name: "What is shown" });
  await expect(shown.getByText("AI credits")).toBeVisible();
  await expect(shown.getByText("Lead credits")).toBeHidden();
  await expect(shown.getByText(/^Date/)).toBeVisible();
  await expect(shown.getByText("Member", { exact: true })).toBeHidden();
  await onPaper(page, workspace.path("/settings/billing/statements?kind=lead"));
  const kinds = page.getByRole("group", { name: "Kind of credits" });
  await expect(kinds.getByText("Lead credits")).toBeVisible();
  await expect(kinds.getByText("AI credits")).toBeHidden();
  await expect(page.getByText("Download", { exact: true })).toBeHidden();
});

type Look = { shrunk: number; days: number; touching: number };
type Looking = { look: () => Look; seen: Promise<Look> };

/** Lets the page tell how its chart looks, and what it saw while a browser printed: that is over before it can be asked. */
const lookAtChart = (page: Page) =>
  page.evaluate(() => {
    const look = () => {
      const drawing = document.querySelector<SVGSVGElement>("svg.recharts-surface");
      const days = [...document.querySelectorAll("figure [data-day]")]
        .map((day) => day.getBoundingClientRect())
        .filter(({ width }) => width > 0);
      const wide = drawing?.getBoundingClientRect().width ?? 0;
      return {
        shrunk: Math.round((drawing?.viewBox.baseVal.width ?? 0) - wide),
        days: days.length,
        touching: days.filter(({ left }, at) => left < (days[at - 1]?.right ?? 0) + 2).length,
      };
    };
    const seen = new Promise<Look>((tell) => {
      matchMedia("print").addEventListener("change", async () => {
        // What the page does about it, it does before anything else happens.
        for (let turn = 0; turn < 50; turn += 1) await null;
        tell(look());
      });
    });
    Object.assign(window, { look, seen } satisfies Looking);
  });
const sawOnPaper = (page: Page) => page.evaluate(() => (window as unknown as Looking).seen);
const seesNow = (page: Page) => page.evaluate(() => (window as unknown as Looking).look());

test("a chart is drawn for the paper it is printed on; no day of it touches another at any width", async ({
  page,
  workspace,
}) => {
  await furnish(workspace);
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  // As many days as have a name right beside today's, which is long.
  await page.goto(workspace.path(`/settings/usage?from=${day(27)}&to=${day(0)}`));
  await expect(page.locator("svg.recharts-surface")).toBeVisible();
  await lookAtChart(page);
  await page.pdf({ format: "A4", preferCSSPageSize: true });
  expect(await sawOnPaper(page)).toEqual({ shrunk: 0, days: 5, touching: 0 });

  for (const width of [1440, 1280, 1024, 768, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(() => seesNow(page)).toMatchObject({ shrunk: 0, touching: 0 });
  }
});
