import { CreditMark } from "@/components/credits/credit-mark";
import { LinkSwitch } from "@/components/usage/link-switch";
import { KINDS, type Kind } from "@/lib/credits/core/amount";

type KindSwitchProps = { shown: Kind; hrefOf: (kind: Kind) => string };

const NAMES = { ai: "AI credits", lead: "Lead credits" } as const;

/** AI or lead: two balances that are never added. */
export const KindSwitch = ({ shown, hrefOf }: KindSwitchProps) => (
  <LinkSwitch
    label="Kind of credits"
    shown={shown}
    choices={KINDS.map((kind) => ({
      value: kind,
      name: NAMES[kind],
      mark: <CreditMark kind={kind} size={12} />,
    }))}
    hrefOf={hrefOf}
  />
);
