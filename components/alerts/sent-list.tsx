import { CreditMark } from "@/components/credits/credit-mark";
import { Empty } from "@/components/ui/empty";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { alertTitle } from "@/lib/credits/core/alert";
import {
  type DeliveryState,
  deliveryState,
  failureInWords,
  withdrawnInWords,
} from "@/lib/credits/core/delivery";
import { kindName } from "@/lib/credits/core/format";
import type { SentNotice } from "@/lib/credits/types";

type SentListProps = { notices: readonly SentNotice[]; timeZone: string };

/** The latest notices, and the result of each delivery. */
export function SentList({ notices, timeZone }: SentListProps) {
  if (notices.length === 0) {
    return (
      <Empty title="Nothing was sent yet">
        An alert is listed here when a balance crosses a warning, a limit is reached or credits
        expire soon.
      </Empty>
    );
  }
  return (
    <ul className="divide-y divide-grid border-grid border-b">
      {notices.map((notice) => (
        <li key={notice.id} className="grid gap-x-6 gap-y-1.5 py-3 text-sm md:grid-cols-2">
          <div className="flex min-w-0 gap-2">
            <CreditMark
              kind={notice.kind}
              label={kindName(notice.kind)}
              size={14}
              className="mt-[3px]"
            />
            <div className="min-w-0">
              <p className="font-label tabular-nums">
                {alertTitle(notice.facts, notice.kind, notice.whose)}
              </p>
              <Time
                at={notice.at}
                timeZone={timeZone}
                className="text-muted-foreground tabular-nums"
              />
            </div>
          </div>
          <Deliveries {...notice} timeZone={timeZone} />
        </li>
      ))}
    </ul>
  );
}

type DeliveriesProps = Pick<SentNotice, "readers" | "deliveries"> & { timeZone: string };

function Deliveries({ readers, deliveries, timeZone }: DeliveriesProps) {
  if (readers + deliveries.length === 0) {
    return <p className="text-muted-foreground max-md:pl-[22px]">Sent to nobody</p>;
  }
  return (
    <ul className="grid content-start gap-1 max-md:pl-[22px]">
      {readers > 0 ? (
        <li>
          In Wellspent, to {readers} {readers === 1 ? "person" : "people"}
        </li>
      ) : null}
      {deliveries.map((delivery) => {
        const state = deliveryState(delivery);
        const { channel, to, deliveredAt } = delivery;
        return (
          <li key={`${channel} ${to}`} className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
            <span className="min-w-0 break-words">
              {channel === "email" ? "Mail to" : "Webhook to"} {to}
            </span>
            <Tag tone={TONES[state]}>{STATES[state]}</Tag>
            <span className="text-muted-foreground tabular-nums">
              {deliveredAt ? <Time at={deliveredAt} timeZone={timeZone} /> : null}
              {failureText(delivery)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** What keeps an alert from a place, if anything does. */
function failureText(delivery: SentNotice["deliveries"][number]): string | null {
  const { channel, failure, attempts } = delivery;
  const state = deliveryState(delivery);
  if (state === "withdrawn") return withdrawnInWords(channel);
  if (!failure || (state !== "retrying" && state !== "given_up")) return null;
  return `${failureInWords(failure)}, ${attempts} ${attempts === 1 ? "try" : "tries"}`;
}

const STATES: Record<DeliveryState, string> = {
  delivered: "Delivered",
  waiting: "Waiting",
  retrying: "Trying again",
  given_up: "Given up",
  withdrawn: "Not sent any more",
};

const TONES = {
  delivered: "positive",
  waiting: "neutral",
  retrying: "warning",
  given_up: "critical",
  withdrawn: "neutral",
} as const satisfies Record<DeliveryState, string>;
