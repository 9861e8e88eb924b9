import type { Metadata } from "next";
import Link from "next/link";
import { RateTable } from "@/components/credits/rate-table";
import { kindName } from "@/lib/credits/core/format";
import { FREE_ACTIONS, type RateCard } from "@/lib/credits/core/rate-card";
import { loadRateCard } from "@/lib/credits/loaders";

export const metadata: Metadata = {
  title: "Rate card",
  description: "What every operation costs, by which formula, and what is free.",
};

/** Every operation, its rate, its formula, its version. Public; every price on a button links here. */
export default async function RatesPage() {
  const card = await loadRateCard();
  return (
    <div className="pt-8">
      <h1>Rate card</h1>
      <p className="mt-2 max-w-[64ch] text-base text-foreground-2">
        A range is the lowest and the highest that one unit can cost. The formula decides where in
        the range a charge falls, and computes the quote you see before. A charge is rounded up
        once, to a hundredth of a credit, and is never above its quote.
      </p>
      <p className="mt-2 text-muted-foreground text-sm tabular-nums">
        Version {card.version}, in force since {day(card.effectiveAt)}. Every charge names the
        version it used.
      </p>
      <KindRates kind="ai" card={card} />
      <KindRates kind="lead" card={card} />
      <Free />
      <Programs />
    </div>
  );
}

const day = (instant: string): string =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(instant),
  );

function KindRates({ kind, card }: { kind: "ai" | "lead"; card: RateCard }) {
  const rates = card.rates.filter((rate) => rate.kind === kind);
  return (
    <section aria-labelledby={kind} className="mt-10">
      <h2 id={kind} className="text-xl">
        {kindName(kind)}
      </h2>
      {kind === "lead" ? (
        <p className="mt-1 max-w-[64ch] text-foreground-2">
          You pay for scanned profiles, including the ones your filters remove: scanning 1,000,000
          followers through a filter that keeps 2% costs 1,000,000 lead credits and imports 20,000
          leads.
        </p>
      ) : null}
      <RateTable rates={rates} caption={kindName(kind)} />
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
      <p className="mt-1 max-w-[64ch] text-foreground-2">
        Programs of a workspace quote, hold and charge by these rates, or by prices of their own.{" "}
        <Link className="link text-foreground" href="/developers">
          Read the API reference
        </Link>
      </p>
    </section>
  );
}
