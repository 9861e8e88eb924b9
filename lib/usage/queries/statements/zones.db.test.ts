import { afterAll, expect, test } from "vitest";
import { updateWorkspace } from "@/lib/identity/mutations/workspaces";
import { timeZonesOf } from "@/lib/identity/queries/workspaces";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { csvLines, findStatementMonths, proofLines } from "@/lib/usage/queries/statements";
import {
  type Account,
  charge,
  grant,
  historyOf,
  linesOf,
  now,
  statementOf,
  verifyFiles,
} from "@/lib/usage/queries/statements/testing";

const { now: real } = clock;
afterAll(() => {
  clock.now = real;
});

/** A year's end, with entries about the ends of October and November in every zone. */
const history = () =>
  historyOf("UTC", [
    ["2026-10-05T10:00:00Z", grant(100_000)],
    ["2026-10-31T14:59:59Z", charge(1)],
    ["2026-10-31T20:00:00Z", charge(2)],
    ["2026-11-01T03:00:00Z", charge(4)],
    ["2026-11-30T20:00:00Z", charge(8)],
    ["2026-12-01T06:00:00Z", charge(16)],
  ]);

async function moveTo(timeZone: string, at: string, { workspaceId }: Account): Promise<void> {
  clock.now = () => new Date(at);
  expect(await updateWorkspace(workspaceId, { name: "Alder & Finch", timeZone })).toEqual({
    ok: true,
  });
}

/** The proof and the CSV of a month, saved at an instant. */
const saved = async (account: Account, month: string, at: Date): Promise<string[]> => [
  (await linesOf(account, month, proofLines, at)).map((line) => `${line}\n`).join(""),
  (await linesOf(account, month, csvLines, at)).map((line) => `${line}\r\n`).join(""),
];

test("a month that is over stays as it was when the time zone changes, and the next one follows it", async () => {
  const account = await history();
  const october = await saved(account, "2026-10", new Date("2026-11-01T12:00:00Z"));
  await moveTo("Asia/Tokyo", "2026-11-10T00:00:00Z", account);

  const later = await saved(account, "2026-10", now);
  expect(later).toEqual(october);
  const rest = [
    ...(await saved(account, "2026-11", now)),
    ...(await saved(account, "2026-12", now)),
  ];
  expect(await verifyFiles([...october, ...rest])).toMatchObject({
    code: 0,
    said: expect.stringMatching(
      /2026-10: 3 entries.*2026-11: 1 entr.*2026-12 so far \(2026-12-10\S+: 2 entries/s,
    ),
  });
  expect(await findStatementMonths(account, now)).toMatchObject([
    { month: "2026-12", timeZone: "Asia/Tokyo" },
    { month: "2026-11", timeZone: "Asia/Tokyo" },
    { month: "2026-10", timeZone: "UTC" },
  ]);
});

test("months in whose last or first hours the time zone changes hold each entry once", async () => {
  const account = await history();
  // There it is November: October ends now, and the charge of this instant is November's.
  await moveTo("Asia/Tokyo", "2026-10-31T20:00:00Z", account);
  // In November again and again: December has begun in Tokyo at 15:00, and does not end because Los Angeles has not.
  await moveTo("America/Los_Angeles", "2026-12-01T05:00:00Z", account);
  await moveTo("America/Los_Angeles", "2026-12-01T06:00:00Z", account);

  const months = ["2026-10", "2026-11", "2026-12"];
  const files = await Promise.all(months.map((month) => saved(account, month, now)));
  expect(await verifyFiles([...files.flat()])).toMatchObject({
    code: 0,
    said: expect.stringMatching(
      /2026-10: 2 entries.*2026-11: 2 entries.*2026-12 so far \(2026-12-10\S+: 2 entries/s,
    ),
  });
  const cuts = await Promise.all(months.map((month) => statementOf(account, month)));
  expect(cuts.map(({ from }) => from.toISOString())).toEqual([
    "2026-10-01T00:00:00.000Z",
    "2026-10-31T20:00:00.000Z",
    "2026-11-30T15:00:00.000Z",
  ]);
});

test("what held for no time, or only on a clock that was set back, is not noted", async () => {
  const account = await history();
  await moveTo("Asia/Tokyo", "2026-11-10T00:00:00Z", account);
  await moveTo("Asia/Kolkata", "2026-11-10T00:00:00Z", account);
  await moveTo("Europe/Lisbon", "2026-11-09T00:00:00Z", account);
  const zones = await inWorkspace(account.workspaceId, (tx) =>
    timeZonesOf(tx, account.workspaceId),
  );
  expect(zones).toEqual({
    timeZone: "Europe/Lisbon",
    earlier: [{ timeZone: "UTC", until: new Date("2026-11-10T00:00:00Z") }],
  });
});

test("changes at once take turns: each zone is noted until the next one held", async () => {
  const { workspaceId } = await history();
  let at = Date.parse("2026-11-10T00:00:00Z");
  clock.now = () => new Date(at++);
  const wished = ["Asia/Tokyo", "Asia/Kolkata", "Europe/Lisbon", "America/New_York"];
  await Promise.all(
    wished.map((timeZone) => updateWorkspace(workspaceId, { name: "W", timeZone })),
  );
  const zones = await inWorkspace(workspaceId, (tx) => timeZonesOf(tx, workspaceId));
  const held = [...zones.earlier.map(({ timeZone }) => timeZone), zones.timeZone];
  expect(held[0]).toBe("UTC");
  expect(held.slice(1).toSorted()).toEqual(wished.toSorted());
});
