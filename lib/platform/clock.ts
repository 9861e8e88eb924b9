/**
 * The only place where the product reads the time of day. Decisions in `core/` take `now` as a parameter; mutations read
 * it here, once per operation.
 */
export const clock = {
  now: (): Date => new Date(),
  /** The time by this machine, to be compared with the database's: see `MOST_AHEAD`. */
  ofMachine: (): Date => new Date(),
};

/**
 * How far this machine's clock may be ahead of its database's, as a PostgreSQL interval. Any further and one of the two
 * is wrong: credits would expire too early, for good, and every later entry would have to be later still.
 */
export const MOST_AHEAD = "2 minutes";
