const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** For `JSON.parse`: dates that crossed a wire as text are dates again. */
export const revive = (_: string, value: unknown): unknown =>
  typeof value === "string" && ISO.test(value) ? new Date(value) : value;
