/** The rollups name an actor by a member's id, "api_key:<id>" or "system". The history filters by the bare id. */
export const actorId = (actor: string): string => actor.replace(/^api_key:/, "");

/** Programs and the system are counted separately from people. */
export const isPerson = (actor: string): boolean =>
  actor !== "system" && !actor.startsWith("api_key:");
