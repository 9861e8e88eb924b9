import { stopHere } from "./stopping.mjs";

const began = performance.now();
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** Prints a line at once, for what takes long enough to wonder about. */
export const say = (text) => console.log(text);

/** Runs one step and prints what it did and how long it took. The work returns the text, or null to print nothing. */
export async function step(work) {
  stopHere();
  const from = performance.now();
  const did = await work();
  stopHere();
  if (did) console.log(`  ${did.padEnd(52)} ${seconds(performance.now() - from).padStart(7)}`);
}

/** The time since the start, for the last line. */
export const sinceStart = () => seconds(performance.now() - began);
