import { z } from "zod";
import { onRunReady } from "@/lib/credits/jobs";
import {
  refuseAbandonedReadings,
  removeDiscarded,
  removeOldImports,
  resumeOrphanedImports,
} from "@/lib/leads/jobs/cleaning";
import { giveUpImport, MOST_TRIES, tryImport } from "@/lib/leads/jobs/importing";
import { giveUpReading, readImport } from "@/lib/leads/jobs/reading";
import { READ_JOB, REMOVE_JOB } from "@/lib/leads/mutations/imports";
import { continueImport, IMPORT_JOB } from "@/lib/leads/mutations/start";
import { clock } from "@/lib/platform/clock";
import { defineJob, schedule } from "@/lib/platform/queue";

const importData = z.object({ workspaceId: z.uuid(), importId: z.uuid() });
const HOUR = 3_600;

defineJob(
  READ_JOB,
  importData.extend({ exact: z.boolean().optional() }),
  (reading, { signal }) => readImport({ ...reading, signal }),
  {
    retryLimit: 3,
    expireInSeconds: HOUR,
    onGiveUp: (reading, { reference }) => giveUpReading(reading, reference),
  },
);

defineJob(
  IMPORT_JOB,
  importData,
  (importing, { signal, reference }) => tryImport({ ...importing, signal }, reference),
  {
    retryLimit: MOST_TRIES - 1,
    expireInSeconds: HOUR,
    onGiveUp: (importing, { reference }) => giveUpImport(importing, reference),
  },
);

defineJob(REMOVE_JOB, importData, removeDiscarded, { retryLimit: 5, expireInSeconds: HOUR });

for (const operation of ["import_csv_usernames", "import_csv_export"]) {
  onRunReady(operation, ({ workspaceId, runId }) =>
    continueImport(workspaceId, runId, clock.now()),
  );
}

const noData = z.object({});
defineJob("leads.resume-orphaned", noData, resumeOrphanedImports);
schedule("leads.resume-orphaned", "* * * * *");

defineJob("leads.refuse-abandoned", noData, refuseAbandonedReadings);
schedule("leads.refuse-abandoned", "* * * * *");

defineJob("leads.remove-old", noData, removeOldImports);
schedule("leads.remove-old", "30 * * * *");
