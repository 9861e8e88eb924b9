import { ChevronRight } from "lucide-react";
import { DifferenceTable } from "@/components/rates/difference-table";
import { ratesHref } from "@/components/rates/rates-address";
import { utcLabel } from "@/components/rates/utc";
import { Link } from "@/components/ui/link";
import { Tag } from "@/components/ui/tag";
import type { RateCard } from "@/lib/credits/core/rate-card";
import { differenceOf } from "@/lib/credits/core/rate-card-diff";

type VersionListProps = {
  /** The newest first. */
  cards: readonly RateCard[];
  current: RateCard;
  /** The version on the page. */
  shown: RateCard;
  path: string;
};

/** Every version of the rate card: from when, why, and what changed from the one before. */
export function VersionList({ cards, ...props }: VersionListProps) {
  return (
    <section aria-labelledby="versions" className="mt-10">
      <h2 id="versions" className="scroll-mt-20 text-xl">
        Versions
      </h2>
      <p className="mt-1 max-w-[42.43em] text-foreground-2">
        A published version never changes. Every quote and every charge names the version it was
        computed by, and work that was quoted before a new version keeps its own.
      </p>
      <ol className="mt-3 divide-y divide-grid border-grid border-y">
        {cards.map((card, index) => (
          <Version
            key={card.version}
            card={card}
            before={cards[index + 1] ?? null}
            after={cards[index - 1] ?? null}
            {...props}
          />
        ))}
      </ol>
    </section>
  );
}

type VersionProps = Omit<VersionListProps, "cards"> & {
  card: RateCard;
  before: RateCard | null;
  after: RateCard | null;
};

function Version({ card, before, after, current, shown, path }: VersionProps) {
  return (
    <li className="py-3.5 text-sm">
      <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Link
          className="link tap tabular-nums"
          href={ratesHref(path, { version: card.version })}
          aria-current={card.version === shown.version ? "true" : undefined}
        >
          {card.version}
        </Link>
        {stateOf(card, current)}
      </h3>
      <p className="mt-0.5 text-foreground-2">{card.note}</p>
      <p className="text-muted-foreground text-xs tabular-nums">{periodOf(card, after)}</p>
      {before ? <Changes card={card} before={before} open={after === null} /> : null}
    </li>
  );
}

function stateOf(card: RateCard, current: RateCard) {
  if (card.version === current.version) return <Tag>in force</Tag>;
  return card.effectiveAt > current.effectiveAt ? <Tag>upcoming</Tag> : null;
}

const periodOf = (card: RateCard, after: RateCard | null): string =>
  after
    ? `From ${utcLabel(card.effectiveAt)} to ${utcLabel(after.effectiveAt)}`
    : `From ${utcLabel(card.effectiveAt)}`;

type ChangesProps = { card: RateCard; before: RateCard; open: boolean };

function Changes({ card, before, open }: ChangesProps) {
  const differences = differenceOf(before, card);
  const count = differences.length;
  const words = count === 1 ? "1 operation changed" : `${count} operations changed`;
  return (
    <details open={open} className="group mt-2">
      <summary className="flex min-h-7 w-fit cursor-pointer list-none items-center gap-1 rounded-sm font-medium text-foreground-2 hover:text-foreground max-md:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 group-open:rotate-90" />
        {words}
        <span className="sr-only">
          {" "}
          from {before.version} to {card.version}
        </span>
      </summary>
      <div className="mt-1">
        <DifferenceTable
          differences={differences}
          caption={`What changed from ${before.version} to ${card.version}`}
        />
      </div>
    </details>
  );
}
