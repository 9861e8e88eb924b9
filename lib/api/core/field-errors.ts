import type { FieldError } from "@/lib/api/core/problem";

/** An issue as zod tells it; of a union, the issues of each of its forms. */
export type Issue = {
  code?: string | undefined;
  path: readonly PropertyKey[];
  message: string;
  keys?: readonly string[];
  errors?: readonly (readonly Issue[])[];
};

/** What is wrong with a body, field by field. Of several forms a body can have, the one it comes closest to. */
export const bodyErrors = (issues: readonly Issue[]): FieldError[] =>
  flattened(issues).map(({ path, detail }) => ({
    pointer: path.map((part) => `/${escaped(String(part))}`).join(""),
    detail,
  }));

/** What is wrong with the parameters of an address. */
export const queryErrors = (issues: readonly Issue[]): FieldError[] =>
  flattened(issues).map(({ path, detail }) => ({ parameter: path.join("."), detail }));

type Flat = { path: PropertyKey[]; detail: string };

function flattened(issues: readonly Issue[], below: readonly PropertyKey[] = []): Flat[] {
  return issues.flatMap((issue) => {
    const path = [...below, ...issue.path];
    if (issue.code === "invalid_union" && issue.errors?.length) {
      return flattened(closest(issue.errors), path);
    }
    if (issue.code === "unrecognized_keys") {
      return (issue.keys ?? []).map((key) => ({ path: [...path, key], detail: "Unknown field." }));
    }
    return [{ path, detail: issue.message }];
  });
}

/** Of the forms a body can have, the one it comes closest to: the operation's name tells most, then unknown fields. */
export const closest = (forms: readonly (readonly Issue[])[]): readonly Issue[] =>
  forms.toSorted((one, other) => distance(one) - distance(other))[0] ?? [];

const distance = (issues: readonly Issue[]): number =>
  issues.reduce((sum, { path, keys }) => {
    if (path[0] === "operation") return sum + 20;
    return sum + (keys ? 5 * keys.length : 1);
  }, 0);

const escaped = (part: string): string => part.replaceAll("~", "~0").replaceAll("/", "~1");
