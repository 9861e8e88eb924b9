import { z } from "zod";
import { closest, type Issue } from "@/lib/api/core/field-errors";

/**
 * What a body says. Of a body with several forms each is tried, so that the errors are those of the form it comes
 * closest to: a union by itself tells only the first form that nearly fits.
 */
export function readForm<Body extends z.ZodType>(
  schema: Body,
  value: unknown,
): { ok: true; value: z.output<Body> } | { ok: false; issues: readonly Issue[] } {
  const forms = schema instanceof z.ZodUnion ? (schema.options as z.ZodType[]) : [schema];
  const failures: Issue[][] = [];
  for (const form of forms) {
    const read = form.safeParse(value);
    if (read.success) return { ok: true, value: read.data as z.output<Body> };
    failures.push(read.error.issues as Issue[]);
  }
  return { ok: false, issues: closest(failures) };
}
