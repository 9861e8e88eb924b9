import { PgBoss } from "pg-boss";
import { expect, test, vi } from "vitest";
import "@/jobs";
import { startWorkers, stopWorkers } from "@/lib/platform/queue";

test("workers that have nothing to do look for work at most seven times a second, all together", async () => {
  const work = vi.spyOn(PgBoss.prototype, "work");
  await startWorkers();
  const looks = work.mock.calls.map(([, options]) => {
    const { notifyPollingIntervalSeconds } = options as { notifyPollingIntervalSeconds: number };
    return 1 / notifyPollingIntervalSeconds;
  });
  await stopWorkers();
  expect(looks.length).toBeGreaterThan(30);
  expect(looks.reduce((all, one) => all + one, 0)).toBeLessThan(7);
});
