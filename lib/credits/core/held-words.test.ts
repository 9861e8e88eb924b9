import { expect, test } from "vitest";
import { heldWords } from "@/lib/credits/core/held-words";

const run = { runId: "0199f1c2-6a30-8d11-9c54-2b7f0a9d3e61" };
const program = { runId: null };

test.each([
  [[run], "1 running job"],
  [[run, run], "2 running jobs"],
  [[program], "1 hold of a program"],
  [[program, program], "2 holds of programs"],
  [[run, program], "1 running job and 1 hold of a program"],
])("%o is %s", (holds, words) => expect(heldWords(holds)).toBe(words));
