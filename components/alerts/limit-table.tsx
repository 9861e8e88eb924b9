import { KeyRound, Megaphone } from "lucide-react";
import { LimitMenu } from "@/components/alerts/limit-menu";
import { CreditAmount } from "@/components/credits/credit-amount";
import { CreditMark } from "@/components/credits/credit-mark";
import { Avatar } from "@/components/ui/avatar";
import { Empty } from "@/components/ui/empty";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { isApiKey } from "@/lib/credits/core/cap";
import { formatCredits, kindName } from "@/lib/credits/core/format";
import type { ShownLimit } from "@/lib/credits/types";

type LimitTableProps = {
  workspace: string;
  limits: readonly ShownLimit[];
  /** "November 2026" */
  month: string;
};

/** Every monthly limit and what counts towards it. On a phone a row has a second line instead of columns. */
export function LimitTable({ workspace, limits, month }: LimitTableProps) {
  if (limits.length === 0) {
    return (
      <Empty title="No monthly limits">
        Everyone who may spend can use whatever is available. A limit tells or refuses beyond an
        amount a month.
      </Empty>
    );
  }
  return (
    <Table>
      <TableCaption>Monthly limits and what {month} has used of them</TableCaption>
      <TableHeader>
        <TableRow>
          <TableHead>For</TableHead>
          <TableHead className="max-md:hidden">Then</TableHead>
          <TableHead numeric className="md:pl-6">
            Limit
          </TableHead>
          <TableHead numeric className="pl-6 max-md:hidden">
            Used
          </TableHead>
          <TableHead numeric className="pl-6 max-md:hidden">
            Held
          </TableHead>
          <TableHead numeric className="pl-6 max-md:hidden">
            Left
          </TableHead>
          <TableHead className="w-10">
            <span className="sr-only">Actions</span>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {limits.map((limit) => (
          <LimitRow
            key={`${limit.kind} ${limit.scope} ${limit.target}`}
            workspace={workspace}
            limit={limit}
          />
        ))}
      </TableBody>
    </Table>
  );
}

function LimitRow({ workspace, limit }: { workspace: string; limit: ShownLimit }) {
  const { kind, name, gone, amount, mode, used, held, left } = limit;
  const then = mode === "block" ? "Blocks" : "Notifies";
  const facts = `${then}. Used ${formatCredits(used, kind)}, held ${formatCredits(held, kind)}, left ${formatCredits(left, kind)}`;
  return (
    <TableRow>
      <TableCell className="w-full max-w-0 max-md:whitespace-normal">
        <span className="flex min-w-0 items-center gap-x-2 gap-y-1 max-md:flex-wrap max-md:pt-2">
          <span className="flex min-w-0 items-center gap-2">
            <ScopeMark limit={limit} />
            <span className="font-label max-md:[overflow-wrap:anywhere] md:truncate" title={name}>
              {name}
            </span>
          </span>
          {gone ? <Tag>{gone}</Tag> : null}
        </span>
        <span className="block pb-2 text-muted-foreground tabular-nums md:hidden">{facts}</span>
      </TableCell>
      <TableCell className="text-foreground-2 max-md:hidden">{then}</TableCell>
      <TableCell numeric className="font-label max-md:pt-2 max-md:align-top md:pl-6">
        <span className="inline-flex items-center gap-1.5">
          <CreditMark kind={kind} label={kindName(kind)} size={12} />
          <CreditAmount amount={amount} kind={kind} aligned />
        </span>
      </TableCell>
      <TableCell numeric className="pl-6 text-foreground-2 max-md:hidden">
        <CreditAmount amount={used} kind={kind} aligned />
      </TableCell>
      <TableCell numeric className="pl-6 text-foreground-2 max-md:hidden">
        <CreditAmount amount={held} kind={kind} aligned />
      </TableCell>
      <TableCell numeric className="pl-6 max-md:hidden">
        <CreditAmount
          amount={left}
          kind={kind}
          aligned
          {...(left === 0 ? { className: "text-critical-ink" } : {})}
        />
      </TableCell>
      <TableCell className="text-right max-md:align-top">
        <LimitMenu workspace={workspace} limit={limit} />
      </TableCell>
    </TableRow>
  );
}

/** A person, a program or a campaign. Operations need no mark: their names say what they are. */
function ScopeMark({ limit }: { limit: ShownLimit }) {
  if (limit.scope === "operation") return null;
  if (limit.scope === "member" && !isApiKey(limit)) return <Avatar name={limit.name} size={20} />;
  const Icon = limit.scope === "campaign" ? Megaphone : KeyRound;
  return (
    <span className="grid size-5 shrink-0 place-items-center text-muted-foreground">
      <Icon aria-hidden className="size-3.5" />
    </span>
  );
}
