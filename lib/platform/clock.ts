/**
 * The only place the product reads the time of day. Decisions in `core/` take `now` as a parameter;
 * mutations read it here, once per operation.
 */
export const clock = {
  now: (): Date => new Date(),
  /** What this machine takes for the time, to be compared with what its database does: see `MOST_AHEAD`. */
  ofMachine: (): Date => new Date(),
};

/**
 * How far this machine's clock may be ahead of its database's, as PostgreSQL reads it. Further, and something is wrong with
 * one of them: credits would expire before their time, for good, and every later entry would have to be later still.
 */
export const MOST_AHEAD = "2 minutes";
