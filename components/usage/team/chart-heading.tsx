import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { LinkSwitch } from "@/components/usage/link-switch";
import { usageHref } from "@/components/usage/team/address";
import { ViewLink } from "@/components/usage/team/view-link";
import type { Summing } from "@/lib/usage/core/team/view";
import type { TeamUsagePage } from "@/lib/usage/types";

type ChartHeadingProps = {
  /** Of the heading: it names the chart. */
  id: string;
  page: TeamUsagePage;
  /** The legend, if any. */
  children?: ReactNode;
  className?: string;
};

/** What the chart or table shows, column by column or cumulative, and links to the alternatives. */
export function ChartHeading({ id, page, children, className }: ChartHeadingProps) {
  const { view, step, workspace } = page;
  return (
    <div className={cn("flex flex-wrap items-center gap-x-4 gap-y-1", className)}>
      <span className="mr-auto flex items-center gap-2.5 max-md:contents">
        <h2 id={id} className="max-md:mr-auto">
          Credits used
          <span className="sr-only">
            {view.sum === "cumulative" ? " cumulative" : ` per ${step}`}
          </span>
        </h2>
        <LinkSwitch<Summing>
          small
          label="How use is shown"
          shown={view.sum}
          choices={[
            { value: "each", name: `Per ${step}` },
            { value: "cumulative", name: "Cumulative" },
          ]}
          hrefOf={(sum) => usageHref(workspace, { ...view, sum })}
          className="max-md:order-1"
        />
      </span>
      {children}
      <ViewLink page={page} />
    </div>
  );
}
