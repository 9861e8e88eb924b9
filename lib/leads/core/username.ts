import type { RowProblem } from "./problem";

/** `key` decides whether two rows are the same lead: the username in lower case. */
export type Username =
  | { ok: true; username: string; key: string }
  | { ok: false; problem: RowProblem };

const LONGEST = 15;
const SITES = new Set(["x.com", "twitter.com"]);

/** First parts of the network's own addresses, which no person can have as a name. */
const RESERVED = new Set(
  (
    "home search explore settings notifications messages compose hashtag intent share login logout signup " +
    "tos privacy about jobs download i"
  ).split(" "),
);

const refuse = (problem: RowProblem): Username => ({ ok: false, problem });

/**
 * Reads one cell: a username, with or without @, or the address of a profile on x.com or twitter.com in any of the
 * forms that people copy. Usernames have 1 to 15 letters, digits and underscores, which is the network's own rule.
 */
export function parseUsername(cell: string): Username {
  const text = clean(cell);
  if (text === "") return refuse("no_username");
  return looksLikeAddress(text) ? fromAddress(text) : checked(text.replace(/^@+/, ""));
}

/** Whether a cell looks like a person: it starts with @ or is the address of a profile. */
export const isMarkedUsername = (cell: string): boolean => {
  const text = clean(cell);
  return (text.startsWith("@") || looksLikeAddress(text)) && parseUsername(text).ok;
};

/** Most cells are plain ASCII already; only the others need normalization. */
const clean = (cell: string): string =>
  /^[\x21-\x7e]*$/.test(cell)
    ? cell
    : cell
        .normalize("NFKC")
        .replace(/[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, "")
        .trim();

const looksLikeAddress = (text: string): boolean =>
  /^(https?:)?\/\//i.test(text) || /^[a-z0-9-]+(\.[a-z0-9-]+)+\//i.test(text);

function checked(name: string): Username {
  if (name === "") return refuse("no_username");
  if (/^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i.test(name)) return refuse("email");
  if (!/^\w+$/.test(name)) return refuse("characters");
  if (name.length > LONGEST) return refuse("too_long");
  const key = name.toLowerCase();
  return RESERVED.has(key) ? refuse("reserved") : { ok: true, username: name, key };
}

function fromAddress(text: string): Username {
  const bare = text.replace(/^(https?:)?\/\//i, "");
  const host = bare.split(/[/?#:]/, 1)[0] ?? "";
  if (!SITES.has(host.toLowerCase().replace(/^(www|mobile|m)\./, ""))) return refuse("other_site");

  const path = bare.slice(host.length).replace(/^:\d+/, "");
  const asked = /^\/intent\/(?:user|follow)\/?\?(?:.*&)?screen_name=([^&#]*)/i.exec(path)?.[1];
  const part = asked ?? path.replace(/^\/#!/, "").split(/[?#]/, 1)[0]?.split("/").find(Boolean);
  return part ? checked(part.replace(/^(@|%40)+/i, "")) : refuse("no_profile");
}
