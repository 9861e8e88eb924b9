import { CostChip } from "@/components/credits/cost-chip";
import { CreditMark } from "@/components/credits/credit-mark";
import { RunReceipt } from "@/components/credits/run-receipt";
import { credits } from "@/lib/credits/core/amount";

const cost = { kind: "ai", min: credits(3260), max: credits(4900) } as const;

/** One operation from its price to its receipt: what the product does, in one picture made of real parts. */
export function LandingQuote() {
  return (
    <figure
      aria-label="A campaign, quoted and charged"
      className="rounded-panel border border-border bg-card p-5"
    >
      <div className="flex items-center justify-between">
        <span className="flex items-center gap-2 font-semibold">
          <CreditMark kind="ai" />
          Spring campaign, 18 posts
        </span>
        <CostChip cost={cost} upTo />
      </div>
      <div className="mt-4">
        <RunReceipt
          kind="ai"
          quoted={{ min: cost.min, likely: credits(4060), max: cost.max }}
          held={cost.max}
          charged={credits(3635)}
          returned={credits(1265)}
        />
      </div>
      <figcaption className="mt-3 border-grid border-t pt-3 text-muted-foreground text-xs">
        An example, by the rates of the rate card.
      </figcaption>
    </figure>
  );
}
