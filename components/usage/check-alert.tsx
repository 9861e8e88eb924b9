import { Alert } from "@/components/ui/alert";
import type { ShownCheck } from "@/lib/credits/core/check";
import { type Day, momentLabel } from "@/lib/usage/core/calendar";

type CheckAlertProps = { check: ShownCheck | null; timeZone: string; today: Day };

/** Shown as long as a balance differs from the sum of its rows: to admins with the first row that differs. */
export function CheckAlert({ check, timeZone, today }: CheckAlertProps) {
  if (!check?.differs) return null;
  const since = momentLabel(new Date(check.failingSince ?? check.checkedAt), timeZone, today);
  return (
    <Alert tone="critical" title="This balance differs from its transactions." className="mb-5">
      {check.difference ? (
        <>
          Found {since}. Support was told. Nothing was changed.
          <code className="mt-1.5 block whitespace-pre-wrap font-mono text-xs [overflow-wrap:anywhere]">
            {check.difference}
          </code>
        </>
      ) : (
        <>Found {since}. Support was told. Credits can be used as before.</>
      )}
    </Alert>
  );
}
