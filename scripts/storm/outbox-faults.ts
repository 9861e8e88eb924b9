// What can be wrong with clearing the outbox, and with who may.
import type { Mutant } from "./faults";

/** What the outbox keeps: docs/decisions/0028. */
export const OUTBOX: readonly Mutant[] = [
  {
    name: "what nobody was told of is cleared",
    find: "and n.key = o.kind || ':' || o.seq || ':' || o.topic)",
    put: ")",
  },
  {
    name: "a notice of another topic counts as told",
    find: "and n.key = o.kind || ':' || o.seq || ':' || o.topic)",
    put: "and n.key like o.kind || ':' || o.seq || ':%')",
  },
  {
    name: "a notice of the other kind counts as told",
    find: "and n.key = o.kind || ':' || o.seq || ':' || o.topic)",
    put: "and n.key like '%:' || o.seq || ':' || o.topic)",
  },
  {
    name: "another workspace's notice counts as told",
    find: "where n.workspace_id = p_workspace and n.key",
    put: "where n.key",
  },
  {
    name: "a crossing that bought nothing yet is cleared",
    find: "and t.crossing = o.kind || ':' || o.seq)",
    put: ")",
  },
  {
    name: "a top-up of the other kind counts as bought",
    find: "and t.crossing = o.kind || ':' || o.seq)",
    put: "and t.crossing like '%:' || o.seq)",
  },
  {
    name: "another workspace's top-up counts as bought",
    find: "where t.workspace_id = p_workspace and t.crossing",
    put: "where t.crossing",
  },
  {
    name: "a top-up waits for a notice to be cleared",
    find: "when 'top_up' then exists (",
    put: "when 'none' then exists (",
  },
  {
    name: "young rows are cleared",
    find: "o.workspace_id = p_workspace and o.created_at < p_before",
    put: "o.workspace_id = p_workspace",
  },
  {
    name: "a row as old as the bound is cleared",
    find: "o.created_at < p_before",
    put: "o.created_at <= p_before",
  },
  {
    name: "another workspace's rows are cleared",
    find: "where o.workspace_id = p_workspace and o.created_at",
    put: "where o.created_at",
  },
  {
    name: "the newest crossing is cleared",
    find: "and (o.topic <> 'threshold' or exists (",
    put: "and (true or exists (",
  },
  {
    name: "the newest crossing is later than itself",
    find: "later.seq > o.seq",
    put: "later.seq >= o.seq",
  },
  {
    name: "a later crossing of the other kind lets the newest go",
    find: "and later.kind = o.kind and later.topic",
    put: "and later.topic",
  },
  {
    name: "a later row of another topic lets the newest crossing go",
    find: "and later.kind = o.kind and later.topic = 'threshold'",
    put: "and later.kind = o.kind",
  },
  {
    name: "another workspace's crossing lets the newest go",
    find: "where later.workspace_id = p_workspace and later.kind",
    put: "where later.kind",
  },
  {
    name: "the product may empty the outbox",
    statement: "grant delete on credit_outbox to wellspent_app",
  },
];
