"use client";
import { useState } from "react";

/** A number that moves for a moment when it changes, but not at the first paint. */
export function Tick({ children }: { children: string }) {
  const [seen, setSeen] = useState({ text: children, changes: 0 });
  if (seen.text !== children) setSeen({ text: children, changes: seen.changes + 1 });
  return (
    <span key={seen.changes} className={seen.changes > 0 ? "tick" : undefined}>
      {children}
    </span>
  );
}
