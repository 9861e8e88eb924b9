import { afterAll, vi } from "vitest";
import { SECRET_KEY, startTestPayments, WEBHOOK_SECRET } from "@/lib/billing/providers/testing";

/**
 * A payment server for a test file, in place of Stripe until the file is done. Must be called in `vi.hoisted`, and
 * imported there: the product reads its settings when the first of its files is imported.
 */
export async function paymentsOfThisFile() {
  const payments = await startTestPayments();
  vi.stubEnv("STRIPE_API_BASE", payments.url);
  vi.stubEnv("STRIPE_SECRET_KEY", SECRET_KEY);
  vi.stubEnv("STRIPE_WEBHOOK_SECRET", WEBHOOK_SECRET);
  afterAll(async () => {
    const { stopWorkers } = await import("@/lib/platform/queue");
    await stopWorkers();
    await payments.stop();
  });
  return payments;
}
