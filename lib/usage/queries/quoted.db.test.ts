import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { FIRST_RATE_CARD } from "@/lib/credits/core/first-rate-card";
import { quoteOperation } from "@/lib/credits/core/rate-card";
import { captureRun } from "@/lib/credits/mutations/capture";
import { post } from "@/lib/credits/mutations/door";
import { grant, newWorkspace } from "@/lib/credits/mutations/door/testing";
import { startRun } from "@/lib/credits/mutations/runs";
import { newId } from "@/lib/platform/ids";
import { findEntry } from "@/lib/usage/queries/entry";

test("a charge of a run tells both ends of the run's quote, and what was held for it is its maximum", async () => {
  const workspaceId = await newWorkspace();
  await post(workspaceId, "ai", grant(500_00));
  const operation = "dm_standard";
  const quote = quoteOperation(operation, { quantity: 10 }, FIRST_RATE_CARD);
  expect(quote.min).toBeLessThan(quote.likely);
  expect(quote.likely).toBeLessThan(quote.max);
  const run = { workspaceId, actorId: newId(), operation, subject: "Cafés", quote };
  const started = await startRun({ ...run, progress: { done: 0, total: 10 } });
  if (!started.ok) throw new Error(started.reason);
  const part = { key: "1", quantity: 1, inputs: {}, amount: credits(90) };
  await captureRun({ workspaceId, runId: started.runId, ...part });

  const seqs = [1, 2, 3, 4].map((seq) => findEntry(workspaceId, { kind: "ai", seq }));
  const charge = (await Promise.all(seqs)).find((one) => one?.transaction.type === "charge");
  expect(charge?.explained).toMatchObject({
    quoted: { min: quote.min, max: quote.max },
    held: { amount: quote.max },
    rateCardVersion: FIRST_RATE_CARD.version,
    run: { id: started.runId },
  });
});
