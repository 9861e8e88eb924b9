import { amountText } from "@/lib/api/core/amount-text";
import type { Kind } from "@/lib/credits/core/amount";
import { entryId } from "@/lib/credits/core/balance";
import type { Accepted, CommandOf, Json } from "@/lib/credits/core/command";

/** The balance right after something, as every answer that moved credits tells it. */
export const balanceView = ({ current, held, available }: Accepted) => ({
  current: amountText(current),
  held: amountText(held),
  available: amountText(available),
});

type Spending = CommandOf<"charge"> | CommandOf<"capture">;

/** A charge, as it is answered: from the command and the ledger's answer alone, so a repeat tells the same. */
export const chargeView = (kind: Kind, command: Spending, answer: Accepted) => ({
  object: "charge" as const,
  id: entryId(kind, answer.seq),
  kind,
  operation: command.operation ?? null,
  subject: command.subject ?? null,
  amount: amountText(command.amount),
  quantity: command.quantity ?? null,
  inputs: command.inputs ?? ({} as Json),
  rate_card_version: command.rateCardVersion ?? null,
  quoted_max: command.quotedMax === undefined ? null : amountText(command.quotedMax),
  hold_id: command.type === "capture" ? command.holdId : null,
  settled: command.type === "capture" && command.settle,
  balance: balanceView(answer),
  created_at: answer.at.toISOString(),
});

type HoldRecord = {
  id: string;
  kind: Kind;
  operation: string | null;
  subject: string | null;
  amount: number;
  captured: number;
  released: number;
  remaining: number;
  state: "open" | "settled" | "lapsed";
  rateCardVersion: string | null;
  createdAt: Date;
  lapsesAt: Date;
};

export const holdView = (hold: HoldRecord) => ({
  object: "hold" as const,
  id: hold.id,
  kind: hold.kind,
  operation: hold.operation,
  subject: hold.subject,
  amount: amountText(hold.amount),
  captured: amountText(hold.captured),
  released: amountText(hold.released),
  remaining: amountText(hold.remaining),
  state: hold.state,
  rate_card_version: hold.rateCardVersion,
  created_at: hold.createdAt.toISOString(),
  lapses_at: hold.lapsesAt.toISOString(),
});
