"use client";
import { useEffect, useState } from "react";

type Urgency = "polite" | "assertive";
type Message = { text: string; urgency: Urgency };
const CHANNEL = "announce";
const QUIET_MS = 5000;

/** Tells a screen reader something. Polite news are heard at most once in five seconds, the latest wins. */
export function announce(text: string, urgency: Urgency = "polite"): void {
  window.dispatchEvent(new CustomEvent<Message>(CHANNEL, { detail: { text, urgency } }));
}

/** The two live regions of the page: once, in the root layout. */
export function Announcer() {
  const [polite, setPolite] = useState("");
  const [assertive, setAssertive] = useState("");

  useEffect(() => {
    let waiting: string | null = null;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const flush = () => {
      timer = null;
      if (waiting === null) return;
      setPolite(waiting);
      waiting = null;
      timer = setTimeout(flush, QUIET_MS);
    };
    const hear = (event: Event) => {
      const { text, urgency } = (event as CustomEvent<Message>).detail;
      if (urgency === "assertive") return setAssertive(text);
      waiting = text;
      if (timer === null) flush();
    };
    window.addEventListener(CHANNEL, hear);
    return () => {
      window.removeEventListener(CHANNEL, hear);
      if (timer) clearTimeout(timer);
    };
  }, []);

  return (
    <div className="sr-only">
      <div role="status">{polite}</div>
      <div role="alert">{assertive}</div>
    </div>
  );
}
