/**
 * The only place the product reads the time of day. Decisions in `core/` take `now` as a parameter;
 * mutations read it here, once per operation.
 */
export const clock = {
  now: (): Date => new Date(),
};
