import { entryText } from "@/lib/credits/core/entry";
import type { DueAccount } from "@/lib/credits/queries/due";
import { entryPage } from "@/lib/credits/queries/stored";
import { streamIn } from "@/lib/platform/db";

const PAGE = 1_000;

/** A link of the chain: the entry's canonical JSON, and the digest over the previous digest and that JSON. */
export type Link = { seq: number; text: string; digest: string };

/**
 * The links after entry `after` up to `upto`, in order, a thousand at a time. Each page is a short transaction of its
 * own, so that a slow reader holds none open. Entries never change, so the pages fit together.
 */
export async function* chainLinks(
  account: DueAccount,
  { after, upto }: { after: number; upto: number },
): AsyncGenerator<Link[]> {
  for (let last = after; last < upto; ) {
    const entries = await streamIn(account.workspaceId, (client) =>
      entryPage(client, account, { after: last, upto, limit: PAGE }),
    );
    if (entries.length === 0) return;
    yield entries.map((entry) => ({
      seq: entry.seq,
      text: entryText(entry),
      digest: entry.digest,
    }));
    last = entries.at(-1)?.seq ?? upto;
  }
}
