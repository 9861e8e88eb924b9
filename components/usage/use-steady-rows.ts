"use client";
import { useState } from "react";
import type { Transaction } from "@/lib/usage/types";

/**
 * Keeps the rows where the reader left them: what arrives while the page is open waits behind a button. Another
 * address starts afresh, and an empty list has nobody to disturb.
 */
export function useSteadyRows(rows: readonly Transaction[], address: string) {
  const [shown, setShown] = useState({ address, rows });
  const current = shown.address === address && shown.rows.length > 0 ? shown.rows : rows;
  if (shown.address !== address || (shown.rows.length === 0 && rows.length > 0)) {
    setShown({ address, rows });
  }
  const known = new Set(current.map(({ id }) => id));
  const arrived = rows.filter(({ id }) => !known.has(id)).length;
  return {
    rows: current,
    // On the newest page only; elsewhere the edges of the address hold the rows in place.
    arrived: isNewer(rows[0], current[0]) ? arrived : 0,
    show: () => setShown({ address, rows }),
  };
}

const isNewer = (first: Transaction | undefined, top: Transaction | undefined): boolean =>
  Boolean(first && top && first.id !== top.id && first.at >= top.at);
