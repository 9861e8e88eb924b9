import { credits } from "../amount";
import { type Cap, type CapUse, capName, leftOf, monthAt, namesOf, type Spender } from "../cap";
import type { CommandOf, Provenance, Refused } from "../command";
import { type Draft, nextInstant, record } from "../draft";
import type { Entry } from "../entry";

/** Sets or lifts a monthly cap, from the next command on. Earlier use in the month counts. */
export function setCap(draft: Draft, command: CommandOf<"set_cap">): Entry {
  const { scope, target, cap, key } = command;
  const name = capName(scope, target);
  if (!draft.uses.has(name)) throw new Error(`What ${name} has used is not known.`);
  return record(draft, { type: "limit", key, about: command, cap: { scope, target, cap } });
}

/**
 * Refuses what would exceed a blocking cap, naming the cap that leaves the least. Open holds count, since what they set
 * aside may still be charged; a capture within its hold is never refused.
 */
export function refuseAboveCap(
  draft: Draft,
  about: Provenance,
  amount: number,
): Extract<Refused, { reason: "cap_reached" }> | null {
  if (draft.caps.size === 0) return null;
  const month = monthAt(nextInstant(draft), draft.timeZone);
  const left = bindings(draft, spenderOf(about))
    .filter(({ cap }) => cap.mode === "block")
    .map(({ cap, use }) => ({ cap, left: leftOf(cap, use, month) }));
  const tightest = left.toSorted((a, b) => a.left - b.left)[0];
  if (!tightest || amount <= tightest.left) return null;
  return { ok: false, reason: "cap_reached", cap: tightest.cap, left: tightest.left, month };
}

function bindings(draft: Draft, spender: Spender): { cap: Cap; use: CapUse }[] {
  return namesOf(spender).flatMap((name) => {
    const cap = draft.caps.get(name);
    return cap ? [{ cap, use: draft.uses.get(name) ?? NOTHING_USED }] : [];
  });
}

const NOTHING_USED: CapUse = { month: "", used: credits(0), held: credits(0) };

const spenderOf = ({ operation, actor, campaignId }: Provenance): Spender => ({
  operation: operation ?? null,
  actor,
  campaignId: campaignId ?? null,
});
