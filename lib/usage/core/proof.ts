import type { Statement } from "./statement";

/** The first words of every proof: its format, and the version of that format. */
const PROOF_FORMAT = "wellspent statement proof 1";

type WorkspaceName = { id: string; name: string };

/** The first line: whose month it is, and the state of the account before it. */
export const proofHead = (
  workspace: WorkspaceName,
  statement: Statement,
  firstDigest: string,
): string =>
  JSON.stringify({
    format: PROOF_FORMAT,
    workspace,
    kind: statement.kind,
    month: statement.month,
    timeZone: statement.timeZone,
    from: statement.from.toISOString(),
    until: statement.until.toISOString(),
    isOver: statement.isOver,
    opening: { ...statement.opening, digest: statement.opening.digest ?? firstDigest },
  });

/**
 * One line for an entry. It contains the entry's canonical JSON to the letter, because the digest covers these very
 * bytes.
 */
export const proofLine = (entry: { digest: string; text: string }): string =>
  `{"digest":"${entry.digest}","entry":${entry.text}}`;

/** The last line: how many entries there are, and the state after them. */
export const proofEnd = ({ opening, closing }: Statement, firstDigest: string): string =>
  JSON.stringify({
    entries: closing.seq - opening.seq,
    closing: { ...closing, digest: closing.digest ?? firstDigest },
  });
