import { Link } from "@/components/ui/link";
import type { Balance } from "@/lib/credits/core/balance";
import { heldIn, heldWords } from "@/lib/credits/core/held-words";

/** More would hide the amounts beside them; the rest is in Activity. */
const NAMED = 3;

type HeldForProps = {
  holds: Balance["heldBy"];
  /** The page of all runs and holds; each has its own below. */
  activity: string;
  /** The page of the history, which has the row of what is frozen. */
  history: string;
};

/** What credits are held for: how many of what, then the newest by name, each with a link to its page. */
export function HeldFor({ holds, activity, history }: HeldForProps) {
  const open = holds.filter(({ frozen }) => !frozen);
  const named = open.filter(({ count }) => count === 1).slice(0, NAMED);
  const more = heldIn(open) - named.length;
  const links = [
    ...named.map(({ holdId, runId, subject }) => (
      <Link key={holdId} href={`${activity}/${runId ?? holdId}`} className="link wrap-anywhere">
        {subject}
      </Link>
    )),
    more > 0 ? (
      <Link key="more" href={`${activity}?state=active`} className="link">
        {more} more
      </Link>
    ) : null,
    ...holds.map(({ holdId, entry, subject }) =>
      entry ? (
        <Link
          key={holdId}
          href={`${history}?kind=${entry.split("-")[0]}&tx=${entry}`}
          scroll={false}
          className="link wrap-anywhere"
        >
          {subject.replace(/^(Dispute|Refund) of /, "")}
        </Link>
      ) : null,
    ),
  ].filter((link) => link !== null);
  return (
    <>
      {heldWords(holds)}
      {links.map((link, at) => (
        <span key={link.key}>
          {at === 0 ? ": " : ", "}
          {link}
        </span>
      ))}
    </>
  );
}
