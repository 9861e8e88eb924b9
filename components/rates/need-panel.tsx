import { CreditMark } from "@/components/credits/credit-mark";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { coverOf, coverWords } from "@/lib/billing/core/cover";
import type { Package } from "@/lib/billing/core/packages";
import { formatCredits, formatRange, kindName, spokenCredits } from "@/lib/credits/core/format";
import type { Need } from "@/lib/credits/core/monthly-need";

/** The billing page of a workspace or, if it is not known which one, the way there. */
export type Shop =
  | { in: "workspace"; billing: string; canBuy: boolean }
  | { in: "some workspace" }
  | { in: "none" };

type NeedPanelProps = {
  need: Need;
  /** Percent. */
  buffer: number;
  packages: readonly Package[];
  /** Where a chosen package is bought, and what the button says. */
  shop: Shop;
  /** The one filled button of the page is in this panel. */
  primary?: boolean;
};

/** What a month needs of one kind of credits: the sum, how it is made up, and what to buy for it. */
export function NeedPanel({ need, buffer, packages, shop, primary = false }: NeedPanelProps) {
  const { kind } = need;
  const heading = `need-${kind}`;
  return (
    <article
      aria-labelledby={heading}
      className="rounded-lg border border-border bg-card p-5 tabular-nums"
    >
      <h2 id={heading} className="flex items-center gap-2 text-base">
        <CreditMark kind={kind} size={16} />
        {kindName(kind)} a month
      </h2>
      <p className="mt-2 font-semibold text-2xl" aria-live="polite">
        <span className="sr-only">About {spokenCredits(need.wanted, kind)}</span>
        <span aria-hidden>{formatCredits(need.wanted, kind)}</span>
      </p>
      <p className="text-muted-foreground text-xs">{rangeWords(need, buffer)}</p>
      {need.lines.length > 0 ? <Sum need={need} buffer={buffer} /> : null}
      <Buy {...{ need, packages, shop, primary }} />
    </article>
  );
}

function rangeWords({ kind, lines, likely, min, max }: Need, buffer: number): string {
  if (lines.length === 0) return "This work needs none.";
  const range = min === max ? "" : ` (${formatRange(min, max, kind)})`;
  return `Most likely ${formatCredits(likely, kind)}${range}, and a buffer of ${buffer}%.`;
}

/** The formula, part by part: its rows add up to the sum. */
function Sum({ need, buffer }: { need: Need; buffer: number }) {
  const { kind, lines, likely, wanted } = need;
  return (
    <table className="mt-4 w-full border-collapse text-sm">
      <caption className="sr-only">How it adds up</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Part</th>
          <th scope="col">Most likely</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ label, quote }) => (
          <tr key={quote.operation} className="border-grid border-t">
            <th scope="row" className="py-2 pr-3 text-left font-normal">
              {label}
              <span className="block font-mono text-muted-foreground text-xs">
                {quote.lines[0]?.formula}
              </span>
            </th>
            <td className="py-2 text-right align-top">{formatCredits(quote.likely, kind)}</td>
          </tr>
        ))}
        <tr className="border-grid border-t">
          <th scope="row" className="py-2 pr-3 text-left font-normal">
            Buffer
            <span className="block font-mono text-muted-foreground text-xs">
              {formatCredits(likely, kind)} × {buffer}%
            </span>
          </th>
          <td className="py-2 text-right align-top">{formatCredits(wanted - likely, kind)}</td>
        </tr>
      </tbody>
      <tfoot>
        <tr className="border-border border-t font-label">
          <th scope="row" className="py-2 pr-3 text-left font-label">
            To have
          </th>
          <td className="py-2 text-right">{formatCredits(wanted, kind)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

type BuyProps = Pick<NeedPanelProps, "need" | "packages" | "shop"> & { primary: boolean };

function Buy({ need, packages, shop, primary }: BuyProps) {
  if (need.wanted === 0) return null;
  const cover = coverOf(packages, need.wanted);
  const first = cover?.parts[0]?.one;
  if (!cover || !first) {
    return <p className="mt-4 text-foreground-2 text-sm">Credits cannot be bought right now.</p>;
  }
  return (
    <div className="mt-4">
      <p className="text-foreground-2 text-sm">{coverWords(cover)}</p>
      <Button
        asChild
        variant={primary ? "primary" : "outline"}
        size="lg"
        className="mt-3 h-auto min-h-10 w-full whitespace-normal py-1.5 text-center max-md:h-auto max-md:min-h-12"
      >
        <Link href={buyHref(shop, first)}>
          {mustAsk(shop) ? "Ask for credits" : `${BUY_WORDS[shop.in]} ${first.name}`}
        </Link>
      </Button>
    </div>
  );
}

const BUY_WORDS: Record<Shop["in"], string> = {
  workspace: "Buy",
  "some workspace": "Choose a workspace and buy",
  none: "Sign in and buy",
};

/** Those who may not buy ask those who may. */
const mustAsk = (shop: Shop): boolean => shop.in === "workspace" && !shop.canBuy;

/**
 * The billing page with the package chosen, or the way to it. For those who may not buy, the form that asks for
 * credits.
 */
function buyHref(shop: Shop, { id, kind }: Package): string {
  if (shop.in === "workspace" && !shop.canBuy) return `${shop.billing}?kind=${kind}&ask=1`;
  const choice = new URLSearchParams({ kind, buy: id });
  if (shop.in === "workspace") return `${shop.billing}?${choice}`;
  // The choice is carried along: through signing in or up, and through choosing or creating a workspace.
  const next = `/workspaces?${new URLSearchParams({ to: `/settings/billing?${choice}` })}`;
  return shop.in === "none" ? `/sign-in?${new URLSearchParams({ next })}` : next;
}
