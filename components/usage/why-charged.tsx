import { ratesHref, ratesPath } from "@/components/rates/rates-address";
import { Link } from "@/components/ui/link";
import { formatCount, formatCredits, formatSigned } from "@/lib/credits/core/format";
import type { Explained } from "@/lib/usage/core/why";
import type { OpenEntry, Transaction } from "@/lib/usage/types";

const TITLES: Record<Transaction["type"], string> = {
  charge: "Why this was charged",
  purchase: "What came in",
  grant: "What came in",
  refund: "What was given back",
  expiry: "What expired",
  adjustment: "What was adjusted",
};

/** How the amount is made up: one line a unit, the formula, and the rate card it is from. */
export function WhyCharged({
  entry: { transaction, explained },
  workspace,
}: {
  entry: OpenEntry;
  workspace: string;
}) {
  const { why, formula, rateCardVersion } = explained;
  const { kind, amount } = transaction;
  const rows = linesOf(transaction, explained);
  // What leaves the balance without being a charge has a negative total.
  const written = (part: number) =>
    transaction.type !== "charge" && amount < 0
      ? formatSigned(-part, kind)
      : formatCredits(part, kind);
  return (
    <section aria-labelledby="why-heading" className="mb-5">
      <h3 id="why-heading" className="mb-1">
        {TITLES[transaction.type]}
      </h3>
      <table className="w-full border-collapse tabular-nums">
        <caption className="sr-only">The sum behind the amount</caption>
        <tbody>
          {rows.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: units of one charge may read alike and never move
            <tr key={index} className="border-grid border-b">
              <th
                scope="row"
                className="h-[34px] py-1.5 pr-2 text-left font-normal [overflow-wrap:anywhere]"
              >
                {line.label}
              </th>
              <td className="whitespace-nowrap px-2 text-right text-muted-foreground">
                {line.note}
              </td>
              <td className="pl-2 text-right">{written(line.amount)}</td>
            </tr>
          ))}
          {why.more ? (
            <tr className="border-grid border-b text-muted-foreground">
              <th scope="row" className="h-[34px] pr-2 text-left font-normal">
                and {formatCount(why.more.count)} more
              </th>
              <td />
              <td className="pl-2 text-right">{written(why.more.amount)}</td>
            </tr>
          ) : null}
          <tr className="font-label">
            <th scope="row" className="h-[34px] pr-2 text-left font-label">
              Total
            </th>
            <td />
            <td className="pl-2 text-right">
              {transaction.type === "charge"
                ? formatCredits(amount, kind)
                : formatSigned(amount, kind)}
            </td>
          </tr>
        </tbody>
      </table>
      {formula ? (
        <p className="mt-2.5 rounded-sm border border-border bg-sunken px-2.5 py-[7px] font-mono text-xs">
          {formula.text}
        </p>
      ) : null}
      {rateCardVersion ? (
        <p className="mt-1.5 text-muted-foreground text-xs">
          {formula ? `Decided by ${lowerFirst(formula.decidedBy)}. ` : ""}
          <Link
            href={ratesHref(ratesPath(workspace), {
              version: rateCardVersion,
              operation: explained.operation,
            })}
            className="link"
          >
            Rate card version <span className="whitespace-nowrap">{rateCardVersion}</span>
          </Link>
          .
        </p>
      ) : null}
    </section>
  );
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

type Line = { label: string; note: string | null; amount: number };

/**
 * The units that an entry names itself; otherwise the lots that credits came into, went back to, or were taken from.
 */
function linesOf(transaction: Transaction, explained: Explained): Line[] {
  if (explained.why.lines.length > 0) return explained.why.lines;
  if (transaction.type !== "charge" && explained.takenFrom.length > 0) {
    return explained.takenFrom.map(({ label, amount }) => ({ label, note: null, amount }));
  }
  const count = explained.quantity;
  const unit = explained.formula && count !== null ? unitOf(explained.formula, count) : null;
  return [{ label: unit ?? transaction.label, note: null, amount: Math.abs(transaction.amount) }];
}

const unitOf = (formula: NonNullable<Explained["formula"]>, count: number): string =>
  `${formatCount(count)} ${count === 1 ? formula.unit : formula.units}`;
