import { SourcingStatus } from "@/components/leads/sourcing/sourcing-status";
import { SourcingSwitch } from "@/components/leads/sourcing/sourcing-switch";
import { Note } from "@/components/ui/alert";
import { formatTime, Time } from "@/components/ui/time";
import { namesInWords } from "@/lib/identity/core/words";
import type { SourcingPage } from "@/lib/leads/types";

/** Whether new leads are found now, the switch for those who may use it, and who used it. */
export function SourcingSection({ sourcing }: { sourcing: SourcingPage }) {
  const { workspace, timeZone, enabled, canSwitch, switchers, switches } = sourcing;
  const [last, ...earlier] = switches;
  return (
    <section aria-labelledby="sourcing-heading" className="border-border border-t pt-5">
      <h2 id="sourcing-heading" className="mb-3">
        Sourcing
      </h2>
      <SourcingStatus
        enabled={enabled}
        pausedBy={
          last && !last.enabled ? `${last.by}, ${formatTime(last.at, timeZone, "minute")}` : null
        }
      />
      {canSwitch ? (
        <SourcingSwitch key={String(enabled)} workspace={workspace} enabled={enabled} />
      ) : (
        <Note className="mt-3">
          Only owners and admins switch sourcing on and off: {namesInWords(switchers)}.
        </Note>
      )}
      {earlier.length > 0 || last?.enabled ? (
        <details className="group mt-2 text-sm">
          <summary className="inline-flex min-h-7 cursor-pointer items-center rounded-sm text-muted-foreground text-xs hover:text-foreground max-md:min-h-11">
            Who switched it
          </summary>
          <ul className="mt-1 text-foreground-2 text-xs tabular-nums">
            {switches.map((one) => (
              <li key={one.at} className="border-grid border-t py-1.5 last:border-b">
                {one.enabled ? "Switched on" : "Paused"} by {one.by},{" "}
                <Time at={one.at} timeZone={timeZone} />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}
