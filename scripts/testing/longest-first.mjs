import { BaseSequencer } from "vitest/node";

/** Longest by far: what kills processes, says everything a hundred times, or waits for scrypt. */
const LONG = /(crash|killed|checkout|sign-in|storm|export|undo)\.db\.test\.ts$/;

/** Begins what takes longest, so that in the end no file runs on alone; then as vitest would. */
export class LongestFirst extends BaseSequencer {
  async sort(files) {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }) => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
