import { BaseSequencer } from "vitest/node";

/** What kills processes, or says everything a hundred times, takes longest by far. */
const LONG = /(crash|killed|replay|storm|export|undo)\.db\.test\.ts$/;

/** Begins what takes longest, so that in the end no file runs on alone; then as vitest would. */
export class LongestFirst extends BaseSequencer {
  async sort(files) {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }) => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
