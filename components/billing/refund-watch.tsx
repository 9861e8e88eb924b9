"use client";
import { useWatch } from "@/components/billing/use-watch";

/** Shows the outcome of refunds that are on their way, however long the provider takes. One for the whole page. */
export function RefundWatch() {
  useWatch(true);
  return null;
}
