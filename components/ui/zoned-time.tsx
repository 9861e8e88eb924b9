"use client";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { formatTime } from "@/components/ui/time";
import { Tooltip, TooltipContent, TooltipTrigger } from "@/components/ui/tooltip";

type ZonedTimeProps = {
  at: string;
  /** Also reached by keyboard. Off in long lists, whose rows each lead to a place that has it. */
  focusable?: boolean;
  /** More about this instant, shown above both times. */
  note?: ReactNode;
  className?: string;
  /** The instant in the workspace's time, in words. */
  children: ReactNode;
};

/** Workspace time; pointing at it, or reaching it by keyboard, shows the viewer's own time and UTC. */
export function ZonedTime({ at, focusable = false, note, className, children }: ZonedTimeProps) {
  const time = <time dateTime={at}>{children}</time>;
  return (
    <Tooltip>
      {focusable ? (
        <TooltipTrigger asChild>
          <button type="button" className={cn("tap cursor-help rounded-xs", className)}>
            {time}
          </button>
        </TooltipTrigger>
      ) : (
        <TooltipTrigger asChild>
          <span className={className}>{time}</span>
        </TooltipTrigger>
      )}
      <TooltipContent>
        {note ? <p className="mb-1">{note}</p> : null}
        <OtherZones at={at} />
      </TooltipContent>
    </Tooltip>
  );
}

/** Drawn when the tip opens, and by the browser alone: a list of them costs nothing before. */
const OtherZones = ({ at }: { at: string }) => (
  <dl className="grid grid-cols-[auto_auto] gap-x-3">
    <dt className="text-muted-foreground">Your time</dt>
    <dd>{formatTime(at, undefined, "full")}</dd>
    <dt className="text-muted-foreground">UTC</dt>
    <dd>{formatTime(at, "UTC", "full")}</dd>
  </dl>
);
