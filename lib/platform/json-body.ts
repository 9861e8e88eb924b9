import { readBody } from "@/lib/platform/request-body";

export type JsonBody =
  | { ok: true; value: unknown }
  | { ok: false; reason: "too_large" | "not_json" | "malformed" };

const JSON_TYPE = /^application\/(json|[a-z0-9.+-]+\+json)\s*(;|$)/i;

/**
 * The JSON of a request, of which at most `most` bytes are read, whatever its headers say. No body at all counts as an
 * empty object. Bytes that are not UTF-8 are refused as malformed, never replaced; so is what would silently be dropped: a
 * member named `__proto__`, and all but the last of several with the same name.
 */
export async function readJson(request: Request, most: number): Promise<JsonBody> {
  const bytes = await readBody(request, most);
  if (!bytes) return { ok: false, reason: "too_large" };
  if (bytes.length === 0) return { ok: true, value: {} };
  if (!JSON_TYPE.test(request.headers.get("content-type") ?? "")) {
    return { ok: false, reason: "not_json" };
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { ok: true, value: parse(text) };
  } catch {
    return { ok: false, reason: "malformed" };
  }
}

const STRINGS = /"(?:[^"\\]+|\\.)*"/g;

/** Outside of strings, a JSON text has one colon for each member. Those that are missing in the value were named twice. */
function parse(text: string): unknown {
  // The value itself is visited last, as the only member of an object around it.
  let members = -1;
  const value: unknown = JSON.parse(text, function (this: unknown, name: string, member: unknown) {
    if (name === "__proto__") throw new SyntaxError("A member is named __proto__.");
    if (!Array.isArray(this)) members += 1;
    return member;
  });
  const written = text.replace(STRINGS, "").split(":").length - 1;
  if (written !== members) throw new SyntaxError("Two members have the same name.");
  return value;
}
