import { FIELDS, type Field, SIGNATURE_COLUMN } from "./export-format";
import { isMarkedUsername } from "./username";

/** Which column of a file holds what. `header` says whether the first record holds names of columns, not a lead. */
export type Columns = {
  header: boolean;
  /** The name of the username column, if the file has a header. */
  usernameName: string | null;
  at: Partial<Record<Field, number>> & { username: number };
  /** Set if the file is in the export format. */
  signature: number | null;
};

const LONGEST_NAME = 60;

/** Names people give the username column, the surest first. */
const USERNAMES = [
  ...["username", "usernames", "handle", "handles", "screenname", "userscreenname"],
  ...[
    "xusername",
    "xhandle",
    "twitterusername",
    "twitterhandle",
    "twitterscreenname",
    "twittername",
  ],
  ...[
    "@",
    "profileurl",
    "profilelink",
    "userurl",
    "twitterurl",
    "xurl",
    "twitterprofile",
    "xprofile",
  ],
  ...["account", "accounts", "twitter", "user", "users", "profile", "profiles", "url", "link"],
];

const OTHERS: Record<Exclude<Field, "username">, readonly string[]> = {
  name: ["name", "displayname", "fullname", "realname"],
  bio: ["bio", "description", "about", "biography"],
  location: ["location", "city", "country", "place"],
  website: ["website", "homepage", "site", "domain"],
  followers: ["followers", "followerscount", "followercount", "numfollowers"],
  following: ["following", "followingcount", "friends", "friendscount"],
};

/** Names that only ever head a column, whose contents are not kept. */
const UNKEPT = [
  "id",
  "userid",
  "email",
  "emailaddress",
  "createdat",
  "verified",
  "phone",
  "company",
];

const plain = (cell: string): string =>
  cell.trim() === "@" ? "@" : cell.toLowerCase().replace(/[^a-z0-9]/g, "");

/**
 * Finds out from the first records of a file what its columns hold. If no name means "username", it is the column whose
 * cells look like people (@name, profile addresses); otherwise the first.
 */
export function chooseColumns(records: readonly (readonly string[])[]): Columns {
  const first = records[0] ?? [];
  const names = first.map(plain);
  const signature = first.findIndex((cell) => cell.trim().toLowerCase() === SIGNATURE_COLUMN);
  const named = USERNAMES.map((name) => names.indexOf(name)).find((at) => at >= 0);
  const header = named !== undefined || looksLikeHeader(names);

  const username = named ?? markedColumn(header ? records.slice(1) : records);
  return {
    header,
    usernameName: header ? shown(first[username] ?? "") : null,
    at: header ? { ...otherColumns(names, username), username } : { username },
    signature: header && signature >= 0 ? signature : null,
  };
}

/** A name as the screen repeats it. PostgreSQL stores no NUL, and a cell may be a megabyte. */
const shown = (name: string): string => name.replaceAll("\0", "").trim().slice(0, LONGEST_NAME);

const KNOWN = new Set([...Object.values(OTHERS).flat(), ...UNKEPT]);

/** Two known names, or a single one in a file of one column: a header without a username column. */
const looksLikeHeader = (names: readonly string[]): boolean => {
  const known = names.filter((name) => KNOWN.has(name)).length;
  return known >= 2 || (known === 1 && names.length === 1);
};

function otherColumns(names: readonly string[], username: number): Partial<Record<Field, number>> {
  const found: Partial<Record<Field, number>> = {};
  for (const field of FIELDS) {
    if (field === "username") continue;
    const at = names.findIndex((name, index) => index !== username && OTHERS[field].includes(name));
    if (at >= 0) found[field] = at;
  }
  return found;
}

function markedColumn(records: readonly (readonly string[])[]): number {
  const width = Math.max(0, ...records.map((record) => record.length));
  for (let at = 0; at < width; at++) {
    const marked = records.filter((record) => isMarkedUsername(record[at] ?? "")).length;
    if (records.length > 0 && marked * 2 > records.length) return at;
  }
  return 0;
}
