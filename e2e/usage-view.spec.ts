import { aCampaign, use } from "./charges";
import { expect, test } from "./fixtures";

const USAGE = "/settings/usage";

test("kind, dates, grouping, sum and table are in the address; a limit stands across its month, a cost leads to its row", async ({
  page,
  workspace,
}) => {
  await workspace.grant("ai", "100.00");
  const launch = await aCampaign("Spring roast launch");
  await use(workspace, [{ amount: 310 }, { amount: 1_155, campaign: launch }]);
  await page.goto(workspace.path(USAGE));

  await page.getByRole("button", { name: /^Group by/ }).click();
  await page.getByRole("menuitemradio", { name: "Campaign" }).click();
  await expect(page).toHaveURL(/group=campaign/);
  await expect(
    page
      .getByRole("table", { name: "Campaigns credits were used in" })
      .getByRole("row", { name: /Spring roast launch/ }),
  ).toContainText("11.55");
  await page.getByRole("button", { name: "Clear compare filter" }).click();
  await expect(page).toHaveURL(/compare=none/);
  await page.getByRole("button", { name: /^Date/ }).click();
  await page.getByRole("button", { name: "Last 90 days" }).click();
  await expect(page.getByRole("heading", { name: "Credits used per week" })).toBeVisible();
  await page.getByRole("button", { name: /^Per/ }).click();
  await page.getByRole("menuitemradio", { name: "Day" }).click();
  await expect(page.getByRole("heading", { name: "Credits used per day" })).toBeVisible();
  await page.getByRole("link", { name: "View as table" }).click();
  await expect(page).toHaveURL(/view=table/);
  const totals = page
    .getByRole("table", { name: /^AI credits used per day/ })
    .getByRole("row", { name: /^Total/ });
  await expect(totals).toContainText("14.65");

  // On a phone too, the number that matters is there before anything is scrolled.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.reload();
  const sum = await totals.getByText("14.65").first().boundingBox();
  expect(sum && sum.x + sum.width).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Credits used per day" })).toBeVisible();
  await expect(totals).toHaveCount(0);
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Credits used per week" })).toBeVisible();

  // Added up, week by week, to the same sum.
  await page.getByRole("link", { name: "Cumulative" }).click();
  await expect(page).toHaveURL(/sum=cumulative/);
  const points = page.getByRole("list", { name: /^Days/ }).getByRole("link");
  await expect(points.last()).toHaveAccessibleName(
    /, 14\.65\. That week alone 14\.65\. Lists 2 charges\.$/,
  );
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Credits used per week" })).toBeVisible();
  await page.goForward();
  await expect(page.getByRole("heading", { name: "Credits used cumulative" })).toBeVisible();
  await page.getByRole("link", { name: "View as table" }).click();
  const sums = page.getByRole("table", { name: /cumulative.*14\.65 in all/ });
  await expect(sums.getByRole("columnheader", { name: "Cumulative" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("list", { name: /^Days/ })).toBeVisible();
  await page.goForward();
  await expect(sums).toBeVisible();

  await page.getByRole("link", { name: "Lead credits" }).click();
  await expect(page.getByText(/^No lead credits used/)).toBeVisible();

  const [{ setLimit }, { credits }] = await Promise.all([
    import("@/lib/credits/mutations/limits"),
    import("@/lib/credits/core/amount"),
  ]);
  const by = { workspaceId: workspace.id, userId: workspace.owner.userId };
  const target = { kind: "ai", scope: "member", target: by.userId } as const;
  await setLimit(by, { ...target, amount: credits(10_00), mode: "notify", isNew: true });
  await page.goto(workspace.path(`${USAGE}?member=${by.userId}`));
  await page.getByRole("link", { name: "Cumulative" }).click();
  // Use came to it before it was set: no day of that is told.
  await expect(page.getByText(/^Use has come to Ines Carvalho's limit of 10\.00/)).toContainText(
    /in force since \d+ \w+, and is 4\.65 above it/,
  );
  const drawing = page.locator(".recharts-surface");
  await expect(drawing.getByText("Limit 10.00")).toBeVisible();
  await expect(drawing.getByText("14.65 so far")).toBeVisible();
  // The link over today ends where the line does, however much of the month is left.
  const last = page.getByRole("list", { name: /^Days/ }).getByRole("link").last();
  const apart = async () => {
    const [over, dot] = await Promise.all([
      last.boundingBox(),
      page.locator(".recharts-reference-dot-dot").first().boundingBox(),
    ]);
    if (!over || !dot) return Number.POSITIVE_INFINITY;
    return Math.abs(over.x + over.width - (dot.x + dot.width / 2));
  };
  // The drawing takes its width a moment after it is there.
  await expect.poll(apart).toBeLessThan(2);
  await last.focus();
  await page.keyboard.press("Home");
  await expect(last).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/settings\/billing\?op=charge&kind=ai/);
  await expect(page.locator("[data-row]:visible")).toHaveCount(2);
  await page.goBack();

  await page.getByRole("link", { name: /a charge, Content generation alone$/ }).click();
  await expect(page).toHaveURL(/op=content_generation/);
  // Two filters: no one limit counts what is shown.
  await expect(page.getByText(/limit of 10\.00/)).toHaveCount(0);
  await expect(page.getByText("Half of 2 runs cost up to 3.10.")).toBeVisible();
  await page.getByRole("link", { name: "Most 11.55" }).click();
  await expect(page).toHaveURL(/tx=ai-\d+/);
  await expect(page.getByRole("dialog")).toContainText("11.55");
});
