"use client";
import { Button, type ButtonProps } from "@/components/ui/button";
import { Tooltip, TooltipContent, TooltipTrigger } from "@/components/ui/tooltip";

/**
 * A button that stays focusable while it cannot be used, and says why in a tooltip and to a screen reader. With
 * `reason` null it is an ordinary button.
 */
export function BlockedButton({ reason, ...props }: ButtonProps & { reason: string | null }) {
  if (reason === null) return <Button {...props} />;
  return (
    <Tooltip>
      <TooltipTrigger asChild>
        <Button {...props} aria-disabled aria-description={reason} />
      </TooltipTrigger>
      <TooltipContent>{reason}</TooltipContent>
    </Tooltip>
  );
}
