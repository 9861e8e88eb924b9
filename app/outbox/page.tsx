import type { Metadata } from "next";
import { Outbox } from "@/components/identity/outbox";
import { loadOutbox } from "@/lib/identity/loaders";

export const metadata: Metadata = {
  title: "Outbox",
  referrer: "no-referrer",
  robots: { index: false },
};

export default async function OutboxPage() {
  return <Outbox mails={await loadOutbox()} />;
}
