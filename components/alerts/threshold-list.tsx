import { RemoveThreshold } from "@/components/alerts/remove-threshold";
import { ThresholdDialog } from "@/components/alerts/threshold-dialog";
import { nameOfThreshold } from "@/components/alerts/threshold-names";
import { CreditMark } from "@/components/credits/credit-mark";
import { Button } from "@/components/ui/button";
import {
  Item,
  ItemActions,
  ItemContent,
  ItemDescription,
  ItemGroup,
  ItemTitle,
} from "@/components/ui/item";
import { Tag } from "@/components/ui/tag";
import type { Kind } from "@/lib/credits/core/amount";
import { formatCredits, kindName } from "@/lib/credits/core/format";
import { shownAmount, type Threshold } from "@/lib/credits/core/threshold";

type ThresholdListProps = { workspace: string; kind: Kind; thresholds: readonly Threshold[] };

/** When one kind of credits warns, the highest first. */
export function ThresholdList({ workspace, kind, thresholds }: ThresholdListProps) {
  const unit = kindName(kind);
  return (
    <div>
      <h3 className="flex items-center gap-2 font-label text-sm">
        <CreditMark kind={kind} />
        {unit}
      </h3>
      <ItemGroup className="mt-1">
        {thresholds.map((threshold) => (
          <ThresholdRow
            key={threshold.id}
            workspace={workspace}
            kind={kind}
            threshold={threshold}
          />
        ))}
      </ItemGroup>
      <ThresholdDialog workspace={workspace} kind={kind} threshold={null}>
        <Button size="sm" className="mt-2" aria-label={`Add warning, ${unit}`}>
          Add warning
        </Button>
      </ThresholdDialog>
    </div>
  );
}

type ThresholdRowProps = { workspace: string; kind: Kind; threshold: Threshold };

function ThresholdRow({ workspace, kind, threshold }: ThresholdRowProps) {
  const name = nameOfThreshold(threshold.id);
  const about = `${name.toLowerCase()}, ${kindName(kind)}`;
  const shared = { workspace, kind, threshold };
  return (
    <Item>
      <ItemContent>
        <ItemTitle className="flex items-center gap-2">
          {name}
          {threshold.armed ? null : <Tag>Below now</Tag>}
        </ItemTitle>
        <ItemDescription>{triggerText(threshold, kind)}</ItemDescription>
      </ItemContent>
      {threshold.id === "empty" ? null : (
        <ItemActions>
          {["low", "critical"].includes(threshold.id) ? null : <RemoveThreshold {...shared} />}
          <ThresholdDialog {...shared}>
            <Button size="sm" aria-label={`Change ${about}`}>
              Change
            </Button>
          </ThresholdDialog>
        </ItemActions>
      )}
    </Item>
  );
}

function triggerText(threshold: Threshold, kind: Kind): string {
  const amount = formatCredits(shownAmount(threshold), kind);
  if (threshold.id === "empty") return "At 0, always told";
  return threshold.id === "critical" ? `${amount} or less` : `Below ${amount}`;
}
