import { RateTable } from "@/components/rates/rate-table";
import { ratesHref } from "@/components/rates/rates-address";
import { utcLabel } from "@/components/rates/utc";
import { VersionList } from "@/components/rates/version-list";
import { Note } from "@/components/ui/alert";
import { Link } from "@/components/ui/link";
import type { Kind } from "@/lib/credits/core/amount";
import { formatCredits, kindName } from "@/lib/credits/core/format";
import { FREE_ACTIONS, quoteOperation, type RateCard } from "@/lib/credits/core/rate-card";
import { differenceOf } from "@/lib/credits/core/rate-card-diff";

type RatesScreenProps = {
  /** Every version, the newest first. */
  cards: readonly RateCard[];
  current: RateCard;
  /** The version that the address asks for; null for the one in force. */
  wanted: string | null;
  path: string;
};

/** Every operation of one version: its rate, its formula and what is free; and how the rates changed over time. */
export function RatesScreen({ cards, current, wanted, path }: RatesScreenProps) {
  const found = wanted === null ? current : cards.find(({ version }) => version === wanted);
  const shown = found ?? current;
  return (
    <>
      <p className="max-w-[42.43em] text-base text-foreground-2">
        A range is the lowest and the highest that one unit can cost. The formula decides where in
        the range a charge falls, and computes the quote you see before. A charge is rounded up
        once, to a hundredth of a credit, and is never above its quote.
      </p>
      <p className="mt-2 text-muted-foreground text-sm tabular-nums">
        Version {shown.version}, from {utcLabel(shown.effectiveAt)}.{" "}
        <a className="link" href="#versions">
          All versions
        </a>
      </p>
      <Remark {...{ cards, current, shown, path }} unknown={found ? null : wanted} />
      <KindRates kind="ai" card={shown} />
      <KindRates kind="lead" card={shown} />
      <Free />
      <VersionList {...{ cards, current, shown, path }} />
      <Programs />
    </>
  );
}

type RemarkProps = Omit<RatesScreenProps, "wanted"> & { shown: RateCard; unknown: string | null };

/** Says if the rates on the page are not those in force, or soon will not be. */
function Remark({ cards, current, shown, path, unknown }: RemarkProps) {
  if (unknown !== null) {
    return (
      <Note tone="warning" className="mt-4">
        There is no version {unknown}. These are the rates in force now.
      </Note>
    );
  }
  if (shown.version !== current.version) {
    return (
      <Note className="mt-4">
        {shown.effectiveAt > current.effectiveAt
          ? `These rates apply from ${utcLabel(shown.effectiveAt)}. `
          : "These rates are no longer in force. What was quoted by them keeps them. "}
        <Link className="link text-foreground" href={path}>
          See the rates in force now
        </Link>
      </Note>
    );
  }
  const next = cards[cards.indexOf(current) - 1];
  if (!next) return null;
  const count = differenceOf(current, next).length;
  return (
    <Note className="mt-4">
      New rates apply from {utcLabel(next.effectiveAt)}:{" "}
      {count === 1 ? "1 operation changes." : `${count} operations change.`}{" "}
      <Link className="link text-foreground" href={ratesHref(path, { version: next.version })}>
        See version {next.version}
      </Link>
    </Note>
  );
}

function KindRates({ kind, card }: { kind: Kind; card: RateCard }) {
  const million = quoteOperation("import_followers", { quantity: 1_000_000 }, card);
  return (
    <section aria-labelledby={kind} className="mt-10">
      <h2 id={kind} className="text-xl">
        {kindName(kind)}
      </h2>
      {kind === "lead" ? (
        <p className="mt-1 max-w-[42.43em] text-foreground-2">
          You pay for scanned profiles, including the ones your filters remove: scanning 1,000,000
          followers through a filter that keeps 2% costs {formatCredits(million.max, kind)} lead
          credits and imports 20,000 leads.
        </p>
      ) : null}
      <RateTable card={card} kind={kind} />
    </section>
  );
}

function Free() {
  return (
    <section aria-labelledby="free" className="mt-10">
      <h2 id="free" className="text-xl">
        Free
      </h2>
      <p className="mt-1 text-foreground-2">Never charged, and never a row of your history.</p>
      <ul className="mt-3 grid gap-x-12 text-sm sm:grid-cols-2">
        {FREE_ACTIONS.map((action) => (
          <li key={action} className="border-grid border-b py-2">
            {action}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Programs() {
  return (
    <section aria-labelledby="programs" className="mt-10">
      <h2 id="programs" className="text-xl">
        For your own programs
      </h2>
      <p className="mt-1 max-w-[42.43em] text-foreground-2">
        Programs of a workspace quote, hold and charge by these rates, or by prices of their own.{" "}
        <Link className="link text-foreground" href="/developers">
          Read the API reference
        </Link>
      </p>
    </section>
  );
}
