import { listRuns } from "@/lib/credits/queries/runs";
import { readTogether } from "@/lib/platform/db";
import { findPeople } from "@/lib/usage/queries/people";

const ACTIVE = ["running", "stopping", "queued", "blocked"] as const;
const ENDED = ["done", "stopped", "failed"] as const;

/** What is running, what ran last, and everybody it can be by, at one instant: a run that ends is in one list, not in none. */
export const findOverview = (workspaceId: string, now: Date) =>
  readTogether(workspaceId, async () => {
    const [running, recent, people] = await Promise.all([
      listRuns(workspaceId, { states: ACTIVE }, { after: null, size: 5 }, now),
      listRuns(workspaceId, { states: ENDED }, { after: null, size: 8 }, now),
      findPeople(workspaceId),
    ]);
    return { running: running.runs, recent: recent.runs, people };
  });
