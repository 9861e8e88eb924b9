import { beforeAll, describe, expect, test } from "vitest";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { verifyLedger } from "@/lib/credits/queries/verify";
import { type Links, linksHold } from "@/lib/credits/queries/verify/links";
import { someHistory } from "@/lib/credits/queries/verify/testing";

// One wrong value for every column that verifying claims to recompute. The columns come from the catalogue: if a
// migration adds one, it is compared or this fails.

/** `rows`: which rows to change, if they are not all alike. */
const TOLD: { table: string; rows?: string; message: RegExp }[] = [
  { table: "credit_account", message: /^The account:/ },
  { table: "credit_lot", rows: "not lost and frozen_by is null", message: /^The lot:/ },
  { table: "credit_lot", rows: "lost", message: /^The lot:/ },
  { table: "credit_lot", rows: "frozen_by is not null", message: /^The lot:/ },
  { table: "credit_hold", rows: "state = 'open' and freezes is null", message: /^The hold/ },
  { table: "credit_hold", rows: "state = 'open' and freezes is not null", message: /^The hold/ },
  { table: "credit_hold", rows: "state = 'lapsed'", message: /^The hold/ },
  { table: "credit_hold", rows: "state = 'settled'", message: /^The hold/ },
  { table: "credit_cap", rows: "mode = 'block'", message: /^The cap:/ },
  { table: "credit_cap", rows: "mode = 'notify'", message: /^The cap:/ },
  { table: "credit_threshold", rows: "armed", message: /^The threshold:/ },
  { table: "credit_threshold", rows: "not armed", message: /^The threshold:/ },
  { table: "credit_entry", message: /^After entry|^Entry|entries, not|names entry/ },
  { table: "credit_key", message: /has no answer/ },
  { table: "usage_day", message: /^The rollup usage_day:/ },
  { table: "usage_day_operation", message: /^The rollup usage_day_operation:/ },
  { table: "usage_day_member", message: /^The rollup usage_day_member:/ },
  { table: "usage_day_campaign", message: /^The rollup usage_day_campaign:/ },
];

/** What reveals a wrong value in these columns instead. */
const OTHERWISE: Record<string, RegExp> = {
  // The days of every rollup depend on it.
  "credit_account.usage_zone": /^The rollup usage_day:|^The account: .* is no time zone/,
  "credit_key.seq": /is not its own/,
};

/** What verifying does not claim to know. */
const LEFT = ["digest", "amount", "current", "held", "at"].map((name) => `credit_key.${name}`);

/** Which account a row is of is no statement about it; `spendable` is PostgreSQL's own, from `remaining`. */
const columns = await asOwner<{ of: string; name: string; type: string; nullable: boolean }>(`
  select c.relname as of, a.attname as name, format_type(a.atttypid, null) as type, not a.attnotnull as nullable
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
    and a.attgenerated = '' and a.attname not in ('workspace_id', 'kind')
  order by a.attnum`);

/** Another value than a column has, of the same type. */
function otherThan({ name, type }: (typeof columns)[number]): string {
  if (name === "usage_zone") return "'America/Los_Angeles'";
  if (type === "entry_type")
    return "case type when 'charge' then 'refund' else 'charge' end::entry_type";
  if (type === "actor_type")
    return "case actor_type when 'member' then 'system' else 'member' end::actor_type";
  return (
    {
      bigint: `coalesce(${name}, 0) + 1000`,
      boolean: `not ${name}`,
      bytea: "sha256('another')",
      date: `${name} + 300`,
      jsonb: `'[["3f0e3a52-6a3f-4a0e-9a3d-2d3c1b6f1c11", 7]]'`,
      text: `coalesce(${name}, '') || ' or so'`,
      uuid: "gen_random_uuid()",
    }[type] ?? `coalesce(${name}, '2026-01-01') + interval '1 microsecond'`
  );
}

/** What no entry can say, and what reads it may not be able to say either. */
const UNREADABLE: Record<string, readonly string[]> = {
  bigint: ["9223372036854775807", "-9223372036854775808", "9007199254740993", "-1"],
  bytea: ["''"],
  date: ["'infinity'", "'-infinity'", "'5874897-12-31'", "'4713-01-01 BC'"],
  jsonb: [
    "'null'",
    "'{}'",
    "'[]'",
    "'\"x\"'",
    "'1e400'",
    "'[null]'",
    "'[[null, 1e400]]'",
    "'[\"x\"]'",
    '\'{"ended": "x", "lots": 7}\'',
  ],
  text: ["''", "repeat('x', 2000)"],
  "timestamp with time zone": [
    "'infinity'",
    "'-infinity'",
    "'294276-12-31 23:59:59Z'",
    "'275000-01-01Z'",
    "'4713-01-01Z BC'",
  ],
};

/** The null of JSON, and a number that no reader of JSON can hold, are read as none, also by digests: they say the same. */
const SAME: Record<string, readonly string[]> = { "credit_entry.inputs": ["'null'", "'1e400'"] };

const unreadable = ({ of, name, type, nullable }: (typeof columns)[number]): string[] => [
  ...(UNREADABLE[type] ?? []).filter((value) => !SAME[`${of}.${name}`]?.includes(value)),
  ...(nullable ? ["null"] : []),
];

beforeAll(async () => {
  // A CHECK already refuses most wrong values; verifying must not count on it.
  await asOwner(`do $$ declare one record; begin
    for one in select conrelid::regclass as of, conname from pg_constraint
      where connamespace = 'public'::regnamespace and contype = 'c'
    loop execute format('alter table %s drop constraint %I', one.of, one.conname); end loop;
  end $$`);
});

let whole: string;
beforeAll(async () => {
  whole = await someHistory();
});

const oneOf = ({ table, rows = "true" }: (typeof TOLD)[number]) =>
  `ctid = (select ctid from ${table} where workspace_id = $1 and ${rows} order by ctid desc limit 1)`;

/** No row can hold it: an index would have it twice, or what PostgreSQL itself works out of it is no number. */
function impossible(error: { code?: string }): [] {
  if (["22003", "0A000", "23505"].includes(error.code ?? "")) return [];
  throw error;
}

/** As another thread would check them. What it finds is found again without it. */
function linksBeside(): Links {
  let hold = true;
  return {
    check: async (chained) => {
      hold &&= linksHold(chained);
    },
    allHold: async () => hold,
  };
}

/** Verifies with one value changed, which is then made right again. Null when it was that value already. */
async function verifyWith(
  which: (typeof TOLD)[number],
  { name, type }: (typeof columns)[number],
  value: string,
) {
  const { table } = which;
  const [lied] = await asOwner(
    `update ${table} set ${name} = ${value} where ${oneOf(which)} and ${name} is distinct from ${value}
     returning ctid as place, old.${name}::text as was`,
    [whole],
  ).catch(impossible);
  if (!lied) return null;
  const verified = await verifyLedger(whole, "ai", { links: linksBeside() }).catch(
    (error: Error) => `It ends with ${error.message}`,
  );
  const right = `update ${table} set ${name} = $1::text::${type} where ctid = $2 returning 1`;
  expect(await asOwner(right, [lied?.was, lied?.place])).toHaveLength(1);
  return verified;
}

test.each([true, false])("a time zone that is none is named, going on: %s", async (goesOn) => {
  const workspaceId = await someHistory();
  const verified = await verifyLedger(workspaceId, "ai");
  const from = verified.ok && goesOn ? verified.checkpoint : null;
  const zone = "update credit_account set usage_zone = 'Mars/Base' where workspace_id = $1";
  await asOwner(zone, [workspaceId]);
  expect(await verifyLedger(workspaceId, "ai", { from })).toMatchObject({
    ok: false,
    difference: 'The account: "Mars/Base" is no time zone.',
  });
});

describe.each(TOLD)("$table $rows", (which) => {
  const { table, message } = which;
  const own = columns.filter(({ of, name }) => of === table && !LEFT.includes(`${of}.${name}`));

  test.each(own)("$name is found when it is another", async (column) => {
    const difference = OTHERWISE[`${table}.${column.name}`] ?? message;
    expect(await verifyWith(which, column, otherThan(column))).toMatchObject({
      ok: false,
      difference: expect.stringMatching(difference),
    });
    expect(await verifyLedger(whole, "ai")).toMatchObject({ ok: true });
  });

  test.each(own.filter((column) => unreadable(column).length > 0))(
    "$name is found when it cannot be read",
    async (column) => {
      const difference = OTHERWISE[`${table}.${column.name}`] ?? message;
      for (const value of unreadable(column)) {
        const verified = await verifyWith(which, column, value);
        if (!verified) continue;
        expect({ value, verified }).toEqual({
          value,
          verified: expect.objectContaining({
            ok: false,
            difference: expect.stringMatching(difference),
          }),
        });
      }
    },
  );

  test("a row that is gone is missed", async () => {
    const workspaceId = await someHistory();
    const gone = await asOwner(`delete from ${table} where ${oneOf(which)} returning 1`, [
      workspaceId,
    ]);
    expect(gone).toHaveLength(1);
    expect(await verifyLedger(workspaceId, "ai")).toMatchObject({ ok: false });
  });
});

test.each([
  ["credit_cap", "'operation', 'made up', 1, 'block'", /^The cap: .*made up/],
  ["credit_threshold", "'made up', 100, true", /^The threshold: .*made up/],
])("a row of %s that no entry tells of is found", async (table, row, message) => {
  const workspaceId = await someHistory();
  await asOwner(`insert into ${table} values ($1, 'ai', ${row})`, [workspaceId]);
  expect(await verifyLedger(workspaceId, "ai")).toMatchObject({
    ok: false,
    difference: expect.stringMatching(message),
  });
});
