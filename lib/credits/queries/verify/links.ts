import { type Entry, entryDigest } from "@/lib/credits/core/entry";
import { FIELD } from "@/lib/credits/queries/stored/columns";
import { entryOf } from "@/lib/credits/queries/stored/cursor";
import { EntryText } from "@/lib/credits/queries/stored/text";
import { CopiedRows } from "@/lib/platform/copied-rows";
import { sha256 } from "@/lib/platform/sha256";

/** Rows of entries in their order, and the digest that the first of them goes on from. */
export type Chained = { rows: Uint8Array<ArrayBuffer>; previous: string };

/** Checks digests somewhere else: each covers the one before as it is stored, so that pieces can be told one by one. */
export type Links = {
  /** Takes the rows over. Resolves when it can take more. */
  check(chained: Chained): Promise<void>;
  /** Whether every digest that was given since this was last asked is the one its entry must have. */
  allHold(): Promise<boolean>;
};

/** What works out the digest that the entry which `rows` is at must have after `previous`. */
export function digestTeller(rows: CopiedRows): (previous: string, entry: Entry) => string {
  const text = new EntryText();
  return (previous, entry) => {
    const quick = text.digest(previous, rows);
    // Only the slow one may say that an entry has another digest than it must.
    return quick === entry.digest ? quick : entryDigest(previous, entry, sha256);
  };
}

/** Whether every one of these rows has the digest it must have. */
export function linksHold({ rows: taken, previous }: Chained): boolean {
  const rows = CopiedRows.of(taken);
  const text = new EntryText();
  for (let before = previous; rows.next(); ) {
    const stored = rows.hex(FIELD.digest) ?? "";
    const holds =
      text.digest(before, rows) === stored || entryDigest(before, entryOf(rows), sha256) === stored;
    if (!holds) return false;
    before = stored;
  }
  return true;
}
