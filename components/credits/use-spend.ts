"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { currentPosition, type PagePosition } from "@/components/billing/page-position";
import { CHARGING_CONTROLS, type ChargingControl } from "@/components/credits/charging-controls";
import type { Cost } from "@/components/credits/cost-chip";
import { useAsk } from "@/components/credits/pending-holds";
import { balancesQuery } from "@/components/credits/queries";
import { useShownAgain } from "@/components/ui/use-shown-again";
import type { Balance } from "@/lib/credits/core/balance";

/** Only a SpendButton can press, so whatever costs credits says so first. */
export const PRESS = Symbol("press");

/** A step that can cost credits, at a price. */
export type Spend = {
  readonly control: ChargingControl;
  /** Null while the quote is being computed. */
  readonly cost: Cost | null;
  readonly pending: boolean;
  readonly [PRESS]: () => void;
};

/**
 * What every action that charges is given: the workspace, and the price that was shown, in hundredths. It never charges
 * more.
 */
type Priced = { workspace: string; maximum: number };
type Answer = { ok: true; balance: Balance } | { ok: false; reason: string };
/** What an action returned; undefined if nothing came back. */
export type Outcome<Said> =
  | { data?: Said | undefined; serverError?: string | undefined }
  | undefined;

/** What was pressed, and where. */
export type Asked<Input, About> = { input: Input; about: About; from: PagePosition };

/**
 * The only way to an action that charges. At a price (`at`) it is a Spend, which a SpendButton shows and presses. What
 * is available then falls at once by the most that it can cost, and comes back if it is refused. `onAnswer` returns
 * true if the page is being left, so that the button stays as it is.
 */
export function useSpend<Input extends Priced, Said extends Answer, About = void>(
  control: ChargingControl,
  action: (input: Input) => Promise<Outcome<Said>>,
  onAnswer: (outcome: Outcome<Said>, asked: Asked<Input, About>) => unknown,
) {
  const client = useQueryClient();
  const ask = useAsk();
  const [pending, setPending] = useState(false);
  const busy = useRef(false);
  // Left for the checkout, and back here with the browser's Back.
  useShownAgain(() => {
    if (!busy.current) setPending(false);
  });

  const press = useCallback(
    async (cost: Cost, input: Input, about: About) => {
      if (busy.current) return;
      busy.current = true;
      const from = currentPosition();
      const holdsNow = CHARGING_CONTROLS[control].holds === "now" && cost.max > 0;
      const asking = holdsNow ? ask({ kind: cost.kind, amount: cost.max }) : null;
      setPending(true);
      const outcome = await action(input).catch(() => undefined);
      if (outcome?.data?.ok) asking?.accept(outcome.data.balance);
      else asking?.refuse();
      if (!outcome) void client.invalidateQueries(balancesQuery(input.workspace));
      const leaving = await onAnswer(outcome, { input, about, from });
      busy.current = false;
      if (leaving !== true) setPending(false);
    },
    [action, ask, client, control, onAnswer],
  );

  const at = (cost: Cost | null, input: Omit<Input, "maximum">, about: About): Spend => ({
    control,
    cost,
    pending,
    [PRESS]: () => {
      // TypeScript cannot see that Input without its maximum, plus the maximum, is Input.
      if (cost) void press(cost, { ...input, maximum: cost.max } as unknown as Input, about);
    },
  });
  return { at, pending };
}
