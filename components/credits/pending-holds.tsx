"use client";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo, useReducer } from "react";
import { balancesQuery, showBalance } from "@/components/credits/queries";
import type { Credits, Kind } from "@/lib/credits/core/amount";
import type { Balance } from "@/lib/credits/core/balance";
import { accepted, asked, type Pending, refused } from "@/lib/credits/core/pending";

type AnnouncedSpend = {
  /** It was accepted, and left this balance. */
  accept: (balance: Balance) => void;
  /** It was refused, or nobody knows. */
  refuse: () => void;
};
/** Says what a click can cost at most, before the server is asked. */
type AnnounceSpend = (most: { kind: Kind; amount: Credits }) => AnnouncedSpend;

type Change =
  | { type: "asked"; ask: Pick<Pending, "id" | "amount">; balance: Balance }
  | { type: "accepted"; id: string; version: number }
  | { type: "refused"; id: string };

const PendingContext = createContext<readonly Pending[] | null>(null);
const AnnounceContext = createContext<AnnounceSpend | null>(null);

function change(pending: readonly Pending[], made: Change): readonly Pending[] {
  if (made.type === "asked") return asked(pending, made.ask, made.balance);
  if (made.type === "accepted") return accepted(pending, made.id, made.version);
  return refused(pending, made.id);
}

type PendingHoldsProps = { workspace: string; children: ReactNode };

/** What this tab asked to hold and the balance does not include yet. `available` follows it; `current` never does. */
export function PendingHolds({ workspace, children }: PendingHoldsProps) {
  const client = useQueryClient();
  const [pending, dispatch] = useReducer(change, []);
  const ask = useMemo<AnnounceSpend>(
    () =>
      ({ kind, amount }) => {
        const id = crypto.randomUUID();
        const balances = client.getQueryData(balancesQuery(workspace).queryKey);
        if (balances) dispatch({ type: "asked", ask: { id, amount }, balance: balances[kind] });
        return {
          accept: (balance) => {
            showBalance(client, workspace, balance);
            dispatch({ type: "accepted", id, version: balance.version });
          },
          refuse: () => dispatch({ type: "refused", id }),
        };
      },
    [client, workspace],
  );
  return (
    <AnnounceContext value={ask}>
      <PendingContext value={pending}>{children}</PendingContext>
    </AnnounceContext>
  );
}

/** What was requested in this tab and is not in the balance yet. */
export const usePending = (): readonly Pending[] => useContext(PendingContext) ?? [];

/** How a click says what it can cost. Outside a workspace nothing is shown as available, so it changes nothing. */
export const useAsk = (): AnnounceSpend => useContext(AnnounceContext) ?? announceNothing;

const announceNothing: AnnounceSpend = () => ({ accept: () => {}, refuse: () => {} });
