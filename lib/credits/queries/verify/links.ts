import { type Entry, entryDigest } from "@/lib/credits/core/entry";
import { FIELD } from "@/lib/credits/queries/stored/columns";
import { entryOf } from "@/lib/credits/queries/stored/cursor";
import { EntryText } from "@/lib/credits/queries/stored/text";
import { CopiedRows } from "@/lib/platform/copied-rows";
import { sha256 } from "@/lib/platform/sha256";

/** Rows of entries in their order, and the digest from which the first of them continues. */
export type Chained = { rows: Uint8Array<ArrayBuffer>; previous: string };

/** Checks digests elsewhere. Each covers the previous one as it is stored, so pieces can be checked one by one. */
export type Links = {
  /** Takes over the rows. Resolves when it can take more. */
  check(chained: Chained): Promise<void>;
  /** Whether every digest given since this was last called is the one that its entry must have. */
  allHold(): Promise<boolean>;
};

/** Returns a function that computes which digest the entry at which `rows` stands must have after `previous`. */
export function digestReader(rows: CopiedRows): (previous: string, entry: Entry) => string {
  const text = new EntryText();
  return (previous, entry) => {
    const quick = text.digest(previous, rows);
    // Only the slow way may say that an entry has a wrong digest.
    return quick === entry.digest ? quick : entryDigest(previous, entry, sha256);
  };
}

/** Whether every one of these rows has the digest it must have. */
export function linksHold({ rows: taken, previous }: Chained): boolean {
  const rows = CopiedRows.of(taken);
  const text = new EntryText();
  try {
    for (let before = previous; rows.next(); ) {
      const stored = rows.hex(FIELD.digest) ?? "";
      const holds =
        text.digest(before, rows) === stored ||
        entryDigest(before, entryOf(rows), sha256) === stored;
      if (!holds) return false;
      before = stored;
    }
    return true;
  } catch {
    // One that cannot be read has no digest that holds. Which one it is, whoever reads on alone finds and names.
    return false;
  }
}
