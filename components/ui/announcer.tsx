"use client";
import { useEffect, useState } from "react";

type Urgency = "polite" | "assertive";
type Message = { text: string; urgency: Urgency; topic: string };
const CHANNEL = "announce";
const QUIET_MS = 5000;

/**
 * Tells a screen reader something. Polite news is announced at most once in five seconds, together, and only the latest
 * of each topic, so that a moving number does not drown out what else happened.
 */
export function announce(text: string, { topic = text, urgency = "polite" as Urgency } = {}): void {
  window.dispatchEvent(new CustomEvent<Message>(CHANNEL, { detail: { text, urgency, topic } }));
}

/** The two live regions of the page. Used once, in the root layout. */
export function Announcer() {
  const [polite, setPolite] = useState("");
  const [assertive, setAssertive] = useState("");

  useEffect(() => {
    const waiting = new Map<string, string>();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const flush = () => {
      timer = null;
      if (waiting.size === 0) return;
      setPolite([...waiting.values()].join(". ").replaceAll(".. ", ". "));
      waiting.clear();
      timer = setTimeout(flush, QUIET_MS);
    };
    const hear = (event: Event) => {
      const { text, urgency, topic } = (event as CustomEvent<Message>).detail;
      if (urgency === "assertive") return setAssertive(text);
      waiting.set(topic, text);
      if (timer === null) flush();
    };
    window.addEventListener(CHANNEL, hear);
    return () => {
      window.removeEventListener(CHANNEL, hear);
      if (timer) clearTimeout(timer);
    };
  }, []);

  return (
    // By their attribute what hides the page behind a dialog knows these two, and leaves them to be heard.
    <div className="sr-only">
      <div role="status" aria-live="polite">
        {polite}
      </div>
      <div role="alert" aria-live="assertive">
        {assertive}
      </div>
    </div>
  );
}
