/**
 * The only place where the product reads the time of day. Decisions in `core/` take `now` as a parameter; mutations read
 * it here, once per operation.
 */
export const clock = {
  now: (): Date => new Date(),
  /** The same, for comparing with the database's time (`MOST_AHEAD`): tests that set `now` do not set it. */
  ofMachine: (): Date => new Date(),
};

/**
 * How far this machine's clock may be ahead of its database's, as a PostgreSQL interval. With a wrong clock further ahead,
 * credits would expire too early for good, and every later entry would have to be later still.
 */
export const MOST_AHEAD = "2 minutes";
