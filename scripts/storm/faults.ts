// What can be wrong with the ledger's SQL, one fault at a time. See mutants.ts.
import { OUTBOX } from "./outbox-faults";

/** A fault to plant: a text that occurs once in the ledger's functions and what replaces it, or a statement. */
export type Mutant = { name: string } & ({ find: string; put: string } | { statement: string });

/** What is loaded for a decision. */
const LOADING: readonly Mutant[] = [
  {
    name: "another workspace's lots are loaded",
    find: "where l.workspace_id = p_workspace and l.kind = p_kind and l.spendable",
    put: "where l.kind = p_kind and l.spendable",
  },
  {
    name: "lots of the other kind are loaded",
    find: "where l.workspace_id = p_workspace and l.kind = p_kind and l.spendable",
    put: "where l.workspace_id = p_workspace and l.spendable",
  },
  {
    name: "times are loaded in whole milliseconds",
    find: "(extract(epoch from p_at) * 1000000)::bigint",
    put: "trunc(extract(epoch from p_at) * 1000)::bigint * 1000",
  },
  {
    name: "a campaign's cap counts every campaign",
    find: "and u.campaign = n.target and u.day >= v_since",
    put: "and u.day >= v_since",
  },
  {
    name: "an operation's cap counts every operation",
    find: "and u.operation = n.target and u.day >= v_since",
    put: "and u.day >= v_since",
  },
];

const COMMIT: readonly Mutant[] = [
  {
    name: "the sequence is not compared",
    find: "and a.seq = p_expected and a.usage_zone",
    put: "and a.usage_zone",
  },
  { name: "another zone is no miss", find: "and a.usage_zone = v_zone;", put: ";" },
  {
    name: "a zone changed meanwhile is no miss",
    find: "where w.id = p_workspace), 'UTC') <> v_zone then",
    put: "where w.id = p_workspace), 'UTC') is null then",
  },
  {
    name: "a used key is ignored",
    find: "raise exception 'a key was used meanwhile' using errcode = 'WS409';",
    put: "null;",
  },
  {
    name: "a used key is overwritten",
    find: "current bigint, held bigint, at timestamptz);",
    put: "current bigint, held bigint, at timestamptz) on conflict (workspace_id, kind, key) do update set seq = excluded.seq, current = excluded.current;",
  },
  {
    name: "a caller's key counts for each kind",
    statement: "drop index credit_key_api",
  },
  {
    name: "entries are not counted",
    find: "if v_rows <> v_seq - p_expected then",
    put: "if false then",
  },
  {
    name: "lots are not written",
    find: "v_done := ledger_commit_lots(p_workspace, p_kind, p_outcome -> 'lots');",
    put: "",
  },
  { name: "holds are not written", find: "if p_outcome ? 'holds' then", put: "if false then" },
  { name: "use is not counted", find: "if p_outcome ? 'usage' then", put: "if false then" },
  { name: "limits are not kept", find: "if p_outcome ? 'limits' then", put: "if false then" },
  { name: "notices are lost", find: "if p_outcome ? 'notices' then", put: "if false then" },
];

const DISPUTES: readonly Mutant[] = [
  {
    name: "a lot forgets its freeze",
    find: "frozen_by = (v_lot ->> 'frozenBy')::uuid",
    put: "frozen_by = l.frozen_by",
  },
  {
    name: "a lot forgets that it was lost",
    find: "lost = (v_lot ->> 'lost')::boolean",
    put: "lost = l.lost",
  },
  {
    name: "a lot forgets what was refunded of it",
    find: "revoked = (v_lot ->> 'revoked')::bigint",
    put: "revoked = l.revoked",
  },
  {
    name: "a lot forgets what a lost dispute excused",
    find: "excused = (v_lot ->> 'excused')::bigint",
    put: "excused = l.excused",
  },
  {
    name: "a lot forgets what a refund fell short of",
    find: "pledged = (v_lot ->> 'pledged')::bigint",
    put: "pledged = l.pledged",
  },
  { name: "what is awaited is not loaded", find: "and s.awaited", put: "and false" },
  { name: "a lot opens without its freeze", find: 'n."frozenBy", n.lost', put: "null, n.lost" },
  {
    name: "a settled hold stays open",
    find: "state = excluded.state;",
    put: "state = h.state;",
  },
  { name: "a freeze does not grow", find: "amount = excluded.amount, captured", put: "captured" },
  {
    name: "freezes are not loaded",
    find: "h.state = 'open' and h.freezes is not null",
    put: "false",
  },
  { name: "named holds are not loaded", find: "h.id = any (p_holds)", put: "false" },
  { name: "lost lots are not loaded", find: "and s.lost and s.spendable", put: "and false" },
  {
    name: "a source's lots are not loaded",
    find: "and s.source_id = any (p_sources)",
    put: "and false",
  },
];

const LIMITS: readonly Mutant[] = [
  {
    name: "a lifted cap stays",
    find: "and c.kind = p_kind and c.scope = n.scope and c.target = n.target;",
    put: "and false;",
  },
  {
    name: "a cap keeps its first amount",
    find: "do update set amount = excluded.amount, mode = excluded.mode",
    put: "do nothing",
  },
  {
    name: "a threshold fires for ever",
    find: "do update set below = excluded.below, armed = excluded.armed",
    put: "do update set below = excluded.below",
  },
  {
    name: "a dropped threshold stays",
    find: "and t.kind = p_kind and t.id = n.id;",
    put: "and false;",
  },
  {
    name: "a cap forgets open holds",
    find: "select coalesce(sum(h.amount - h.captured - h.released), 0)",
    put: "select 0 * coalesce(sum(h.amount - h.captured - h.released), 0)",
  },
  {
    name: "a cap counts what a dispute holds",
    find: "and h.state = 'open' and h.freezes is null",
    put: "and h.state = 'open'",
  },
  {
    name: "a cap counts nothing of this month",
    find: "at time zone 'UTC' - interval '1 day');",
    put: "at time zone 'UTC' + interval '31 days');",
  },
];

const USE: readonly Mutant[] = [
  {
    name: "a member's use is miscounted",
    find: "select p_workspace, p_kind, n.day, n.actor, sum(n.used), sum(n.charges)",
    put: "select p_workspace, p_kind, n.day, n.actor, sum(n.used), count(*)",
  },
  {
    name: "a refund leaves the day's use as it was",
    find: "update usage_day u set used = u.used - v_used",
    put: "update usage_day u set used = u.used",
  },
  {
    name: "the queue of lots is loaded in another order",
    find: "order by l.expires_at, l.created_at, l.id limit p_lot_limit",
    put: "order by l.created_at, l.id limit p_lot_limit",
  },
  {
    name: "earlier refunds are forgotten",
    find: "select coalesce(sum(r.amount), 0) from credit_entry r",
    put: "select 0 * coalesce(sum(r.amount), 0) from credit_entry r",
  },
];

/** Days of use that are recomputed because the workspace's time zone has changed. */
const REBUILDING: readonly Mutant[] = [
  {
    name: "what was given back is retold as used",
    find: "sum(-c.amount - coalesce(b.amount, 0))::bigint",
    put: "sum(-c.amount)::bigint",
  },
  {
    name: "an earlier quarter of an hour is retold",
    find: "width_bucket(c.at, p_beginnings)",
    put: "width_bucket(c.at - interval '15 minutes', p_beginnings)",
  },
  {
    name: "days that were told before stay beside those that are retold",
    find: "delete from usage_day u where",
    put: "delete from usage_day u where false and",
  },
  {
    name: "days of an account that has moved on are retold",
    find: "a.kind = p_kind and a.seq = p_expected;\n  if not found then return false; end if;\n  delete",
    put: "a.kind = p_kind;\n  if not found then return false; end if;\n  delete",
  },
];

const LAST_WORD: readonly Mutant[] = [
  {
    name: "the product may change balances",
    statement: "grant update on credit_account to wellspent_app",
  },
  {
    name: "the product may remove entries",
    statement: "grant delete on credit_entry to wellspent_app",
  },
  {
    name: "parts of the commit are open",
    statement: "grant execute on function ledger_commit_lots to wellspent_app",
  },
  {
    name: "entries know no workspace",
    statement: "alter table credit_entry disable row level security",
  },
  {
    name: "the policy of accounts is gone",
    statement: "drop policy one_workspace on credit_account",
  },
  {
    name: "a debt may be negative",
    statement: "alter table credit_account drop constraint credit_account_not_negative",
  },
  {
    name: "more may be held than there is",
    statement: "alter table credit_account drop constraint credit_account_held_within_current",
  },
  {
    name: "an account need not add up",
    statement: "alter table credit_account drop constraint credit_account_adds_up",
  },
  {
    name: "a lot may be negative",
    statement: "alter table credit_lot drop constraint credit_lot_not_negative",
  },
  {
    name: "a lot need not add up",
    statement: "alter table credit_lot drop constraint credit_lot_adds_up",
  },
  {
    name: "a hold may be captured beyond its amount",
    statement: "alter table credit_hold drop constraint credit_hold_within_amount",
  },
  {
    name: "an ended hold may hold",
    statement: "alter table credit_hold drop constraint credit_hold_ended_is_empty",
  },
  {
    name: "a day's use may be negative",
    statement: "alter table usage_day drop constraint usage_day_not_negative",
  },
];

export const MUTANTS: readonly Mutant[] = [
  ...LOADING,
  ...COMMIT,
  ...DISPUTES,
  ...LIMITS,
  ...USE,
  ...REBUILDING,
  ...OUTBOX,
  ...LAST_WORD,
];
