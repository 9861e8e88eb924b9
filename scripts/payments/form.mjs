// Stripe's form encoding: a[b][0][c]=1 is { a: { b: [{ c: "1" }] } }. An empty value unsets.

const MOST_DEPTH = 8;

export function parseForm(text) {
  const out = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) assign(out, steps(name), value);
  return plain(out);
}

function steps(name) {
  const found = name.match(/[^[\]]+|\[\]/g) ?? [];
  if (found.length > MOST_DEPTH) throw new RangeError("Parameters are nested too deeply.");
  return found;
}

function assign(target, path, value) {
  let at = target;
  for (const [i, step] of path.entries()) {
    const key = step === "[]" ? String(Object.keys(at).length) : step;
    if (i === path.length - 1) at[key] = value;
    else {
      if (typeof at[key] !== "object") at[key] = Object.create(null);
      at = at[key];
    }
  }
}

// Objects whose keys are 0, 1, 2, ... are lists.
function plain(value) {
  if (typeof value !== "object") return value;
  const keys = Object.keys(value);
  const isList = keys.length > 0 && keys.every((key, i) => key === String(i));
  if (isList) return keys.map((key) => plain(value[key]));
  return Object.fromEntries(keys.map((key) => [key, plain(value[key])]));
}
