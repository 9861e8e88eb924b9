"use client";
import { useMemo, useState } from "react";

type Row = { id: string; at: string };

/**
 * Keeps the rows where the reader left them: what arrives while the page is open waits behind a button, and a row shows
 * what the server last said. Another address starts afresh, and an empty list has no reader to disturb.
 */
export function useSteadyRows<Shown extends Row>(rows: readonly Shown[], address: string) {
  const [shown, setShown] = useState({ address, rows });
  const current = shown.address === address && shown.rows.length > 0 ? shown.rows : rows;
  if (shown.address !== address || (shown.rows.length === 0 && rows.length > 0)) {
    setShown({ address, rows });
  }
  const known = new Set(current.map(({ id }) => id));
  const arrived = rows.filter(({ id }) => !known.has(id)).length;
  const kept = useMemo(() => {
    const latest = new Map(rows.map((row) => [row.id, row]));
    return current.map((row) => latest.get(row.id) ?? row);
  }, [current, rows]);
  return {
    rows: kept,
    // Only on the newest page; elsewhere the edges in the address hold the rows in place.
    arrived: isNewer(rows[0], current[0]) ? arrived : 0,
    show: () => setShown({ address, rows }),
  };
}

const isNewer = (first: Row | undefined, top: Row | undefined): boolean =>
  Boolean(first && top && first.id !== top.id && first.at >= top.at);
