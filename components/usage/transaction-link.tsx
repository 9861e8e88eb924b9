"use client";
import type { ComponentProps } from "react";
import { Link } from "@/components/ui/link";
import { isPlainClick } from "@/components/ui/plain-click";
import { historyHref } from "@/components/usage/history-address";
import { type RowContext, usePrefetchRow, useRowInAddress } from "@/components/usage/open-row";

type TransactionLinkProps = Omit<ComponentProps<typeof Link>, "href"> & RowContext & { id: string };

/** Leads to one row of the history, on the page that has it; its drawer opens in place, at its own address. */
export function TransactionLink({ workspace, view, id, ...props }: TransactionLinkProps) {
  const { show } = useRowInAddress();
  const { point } = usePrefetchRow({ workspace, view });
  return (
    <Link
      href={historyHref(workspace, { ...view, tx: id })}
      scroll={false}
      prefetch={false}
      data-tx={id}
      onPointerEnter={() => point(id)}
      onPointerLeave={() => point(null)}
      onFocus={() => point(id)}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        show(id, event.currentTarget);
      }}
      {...props}
    />
  );
}
