import { expect, expectAccessibleInBothThemes, test } from "./fixtures";

test("the rate card is public, says how each price comes about, and can be linked to", async ({
  page,
}) => {
  await page.goto("/rates#dm_premium");
  const row = page.getByRole("row").filter({ hasText: "Direct messages, premium" });
  await expect(row).toContainText("2.50 to 15.00");
  await expect(row).toContainText("0.50 + 0.003 per word");
  await expect(page.getByText("Version 2026-10-01")).toBeVisible();
  await expectAccessibleInBothThemes(page);
});

test("activity is empty at first, and says what comes there", async ({ page, workspace }) => {
  await page.goto(workspace.path("/activity"));
  await expect(page.getByText("No runs yet")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.goto(workspace.path("/activity?state=failed"));
  await expect(page.getByText("No runs match these filters")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(page.getByText("No runs yet")).toBeVisible();
});

test("credits that come in are on every open page at once", async ({ page, workspace }) => {
  await page.goto(workspace.path("/activity"));
  const badge = page.getByRole("button", { name: /Credits available/ });
  await expect(badge).toHaveAccessibleName(/0\.00 AI/);
  await workspace.grant("ai", "12.34");
  await expect(badge).toHaveAccessibleName(/12\.34 AI/);
});

test("a run that ends says so in its place, and keeps the focus when the page is drawn again", async ({
  page,
  workspace,
}) => {
  await workspace.grant("lead", "1000.00");
  const runId = await workspace.startRun({ leads: 1, subject: "roasters.csv" });
  await page.goto(workspace.path("/activity"));
  const row = page.getByRole("row").filter({ hasText: "roasters.csv" });
  await expect(row).toContainText("Running");
  await row.getByRole("link").focus();
  await workspace.finishRun(runId);
  await expect(row).toContainText("Done");
  await workspace.startRun({ leads: 1, subject: "florists.csv" });
  await page.getByText("1 new run").waitFor();
  await expect(row.getByRole("link")).toBeFocused();
});

test("a stream that was cut goes on from the last event that was heard, whatever page asks for it", async ({
  page,
  workspace,
}) => {
  await workspace.grant("lead", "1000.00");
  await page.goto(workspace.path("/activity"));
  const heard = String(Date.now());
  const runId = await workspace.startRun({ leads: 1, subject: "roasters.csv" });
  await workspace.finishRun(runId);
  // As a browser asks again: the address is that of the page, which was drawn long before or after.
  const address = `/api/events?workspace=${workspace.slug}&since=`;
  const goesOn = page.evaluate(
    async ({ path, last }) => {
      const stop = AbortSignal.timeout(10_000);
      const headers = { "last-event-id": last };
      const { body } = await fetch(path, { headers, signal: stop });
      const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      while (reader && !text.includes('"state":"done"')) {
        const read = await reader.read().catch(() => null);
        if (!read || read.done) break;
        text += read.value;
      }
      await reader?.cancel().catch(() => {});
      return text;
    },
    { path: address, last: heard },
  );
  const text = await goesOn;
  expect(text).toContain(`"id":"${runId}"`);
  expect(text).toContain('"state":"done"');
  const versions = [...text.matchAll(/event: balance\nid: \d+\ndata: (.*)/g)].map(
    ([, data = ""]) => JSON.parse(data) as { kind: string; version: number },
  );
  // A grant, a hold and its release.
  expect(versions.find(({ kind }) => kind === "lead")?.version).toBe(3);
});

test("somebody else's workspace has no balance, no stream and no runs", async ({
  page,
  workspace,
  otherWorkspace,
}) => {
  await page.goto(workspace.path("/activity"));
  for (const path of ["balance", "events"]) {
    const answer = await page.request.get(`/api/${path}?workspace=${otherWorkspace.slug}`);
    expect(answer.status()).toBe(404);
  }
  const answer = await page.request.get(otherWorkspace.path("/activity"));
  expect(answer.status()).toBe(404);
});
