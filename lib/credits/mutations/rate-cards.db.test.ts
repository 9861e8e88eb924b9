import pg from "pg";
import { expect, test } from "vitest";
import { FIRST_RATE_CARD } from "@/lib/credits/core/first-rate-card";
import { rateOf } from "@/lib/credits/core/rate-card";
import { NOTICE_MS } from "@/lib/credits/core/rate-card-dates";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { type PublishRateCard, publishRateCard } from "@/lib/credits/mutations/rate-cards";
import { priceOf } from "@/lib/credits/mutations/rate-cards/testing";
import { currentRateCard, findRateCard, readRateCards } from "@/lib/credits/queries/rate-card";
import { db } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";

const now = new Date("2026-11-26T12:00:00Z");
const DAY = 86_400_000;
const later = (ms: number) => new Date(now.getTime() + ms);

const publish = async (over: Partial<PublishRateCard> = {}) =>
  publishRateCard({
    follows: (await readRateCards(now))[0]?.version ?? "",
    effectiveAt: later(5 * DAY),
    note: "A post costs what a post takes.",
    changes: [priceOf("single_post", 1.2)],
    publishedBy: newId(),
    now,
    ...over,
  });

test("a version is published, announced, in force by the clock, and the one before stays what it was", async () => {
  expect(await publish()).toEqual({ ok: true, version: "2026-12-01" });

  const before = await currentRateCard(later(5 * DAY - 1));
  const after = await currentRateCard(later(5 * DAY));
  expect(before).toEqual(FIRST_RATE_CARD);
  expect(after).toMatchObject({ version: "2026-12-01", note: "A post costs what a post takes." });
  expect(rateOf(after, "single_post")).toMatchObject({ max: 1_200_000, formulaText: "1.20" });
  expect(rateOf(after, "dm_premium")).toEqual(rateOf(FIRST_RATE_CARD, "dm_premium"));
  expect(await findRateCard("2026-10-01", later(6 * DAY))).toEqual(FIRST_RATE_CARD);
});

test("a server that has not looked yet finds a version when a charge names it", async () => {
  await currentRateCard(now);
  const [latest] = await readRateCards(now);
  await asOwner(
    `insert into rate_card (version, effective_at, rates, note, follows, published_at, published_by)
     select 'from-elsewhere', effective_at + interval '1 day', rates, 'Elsewhere', version, $1, $2
     from rate_card where version = $3`,
    [now, newId(), latest?.version],
  );
  expect(await findRateCard("from-elsewhere", now)).toMatchObject({ note: "Elsewhere" });
});

test("of several who publish at once, one does, and the others are told that there is a newer version", async () => {
  const follows = (await readRateCards(now))[0]?.version ?? "";
  // All have looked before any may write.
  const release = await holdWritesBack();
  const answers = Promise.all(
    [1.3, 1.4, 1.5, 1.6].map((each, index) =>
      publish({
        follows,
        effectiveAt: later((8 + index) * DAY),
        changes: [priceOf("single_post", each)],
      }),
    ),
  );
  await expect.poll(writersWaiting).toBe(4);
  await release();

  const published = (await answers).filter(({ ok }) => ok);
  expect(published).toHaveLength(1);
  expect((await answers).filter(({ ok }) => !ok)).toEqual(
    Array(3).fill({ ok: false, reason: "superseded" }),
  );
});

/** Lets nobody write a card, and everybody read them, until the answer is called. */
async function holdWritesBack(): Promise<() => Promise<void>> {
  const owner = new pg.Client({ connectionString: env.DATABASE_URL });
  await owner.connect();
  await owner.query("begin");
  await owner.query("lock table rate_card in exclusive mode");
  return async () => {
    await owner.query("commit");
    await owner.end();
  };
}

async function writersWaiting(): Promise<number> {
  const [row] = await asOwner<{ waiting: number }>(
    "select count(*)::int as waiting from pg_locks where relation = 'rate_card'::regclass and not granted",
  );
  return row?.waiting ?? 0;
}

test.each([
  ["it follows a version that is not the latest", { follows: "2026-10-01" }, "superseded"],
  [
    "it takes effect before every server knows of it",
    { effectiveAt: later(NOTICE_MS - 1) },
    "too_soon",
  ],
  ["it takes effect before the one it follows", { effectiveAt: later(DAY) }, "before_latest"],
  ["it takes effect in years", { effectiveAt: later(400 * DAY) }, "too_far"],
  ["it changes nothing", { effectiveAt: later(20 * DAY), changes: [] }, "nothing_changed"],
  [
    "it takes an input away",
    { effectiveAt: later(20 * DAY), changes: [priceOf("dm_standard", 1)] },
    "wrong_prices",
  ],
])("refused, and nothing is written, when %s", async (_, wish, reason) => {
  const count = await db.rateCard.count();
  expect(await publish(wish)).toMatchObject({ ok: false, reason });
  expect(await db.rateCard.count()).toBe(count);
});

test.each([
  ["change", "update rate_card set note = 'Another'"],
  ["backdate", "update rate_card set effective_at = effective_at - interval '1 day'"],
  ["remove", "delete from rate_card where version = '2026-10-01'"],
  ["empty", "truncate rate_card"],
])("the product cannot %s what was published", async (_, statement) => {
  await expect(db.$executeRawUnsafe(statement)).rejects.toThrow(/permission denied|42501/);
});

test.each([
  ["a second first card", "null, null, null", "2030-01-01"],
  ["a card without a publisher", "'2026-10-01', now(), null", "2030-01-02"],
  [
    "a card in force before it was published",
    "'2026-10-01', now(), gen_random_uuid()",
    "2020-01-01",
  ],
  ["two cards after the same one", "'2026-10-01', now(), gen_random_uuid()", "2030-01-03"],
  ["a card after one that is not there", "'1999-01-01', now(), gen_random_uuid()", "2030-01-04"],
])("the database itself refuses %s", async (_, provenance, effectiveAt) => {
  const insert = `insert into rate_card (version, effective_at, rates, note, follows, published_at, published_by)
    values ('stray', '${effectiveAt}', '[]', '', ${provenance})`;
  await expect(asOwner(insert)).rejects.toThrow(/rate_card_(announced|follows)/);
});
