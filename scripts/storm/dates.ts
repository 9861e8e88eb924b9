const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** For `JSON.parse`: turns dates that crossed a wire as text back into dates. */
export const revive = (_: string, value: unknown): unknown =>
  typeof value === "string" && ISO.test(value) ? new Date(value) : value;
