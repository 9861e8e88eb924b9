import { expect, test } from "vitest";
import { heldWords } from "@/lib/credits/core/held-words";

const run = { count: 1, runId: "0199f1c2-6a30-8d11-9c54-2b7f0a9d3e61", frozen: null };
const program = { count: 1, runId: null, frozen: null };
const dispute = { count: 1, runId: null, frozen: "dispute" } as const;
const refund = { count: 1, runId: null, frozen: "refund" } as const;

test.each([
  [[run], "1 running job"],
  [[run, run], "2 running jobs"],
  [[program], "1 hold of a program"],
  [[program, program], "2 holds of programs"],
  [[program, { ...program, count: 994 }], "995 holds of programs"],
  [[dispute], "1 dispute"],
  [[refund], "1 refund"],
  [[refund, refund, dispute, program], "1 hold of a program, 1 dispute and 2 refunds"],
  [[run, program], "1 running job and 1 hold of a program"],
  [[run, program, dispute], "1 running job, 1 hold of a program and 1 dispute"],
])("what holds credits, %o, is worded %s", (holds, words) => expect(heldWords(holds)).toBe(words));
