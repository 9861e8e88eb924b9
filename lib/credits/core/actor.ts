/** Who moved credits. There is no entry without one. */
export type Actor =
  | { type: "member"; id: string }
  | { type: "system" }
  | { type: "api_key"; id: string };

/** How an actor is named in rollups and caps: a member's id, "api_key:<id>", or "system". */
export const actorName = (actor: Actor): string =>
  actor.type === "member" ? actor.id : actor.type === "api_key" ? `api_key:${actor.id}` : "system";

/** The actor stored in two columns. */
export const actorOf = (type: string | null, id: string | null): Actor =>
  (id === null ? { type } : { type, id }) as Actor;

/** The prefix of the keys of manual adjustments. One without a member as its actor is attributed to the installation. */
export const BY_HAND = "by-hand:";
