const killers = new Set();
let asked = false;
let tell;
const told = new Promise((resolve) => {
  tell = resolve;
});

/** Thrown between two steps if a stop was requested. */
export class Stopped extends Error {}

/** From now on, a signal, or the end of the process that started this one, requests a stop. */
export function listenForStop() {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, ask);
  if (process.channel) process.once("disconnect", ask);
}

function ask() {
  asked = true;
  for (const kill of killers) kill();
  tell("stop");
}

/** Resolves when a stop is requested. */
export const untilStop = () => told;

/** Ends the start here if a stop was requested meanwhile. */
export function stopHere() {
  if (asked) throw new Stopped();
}

/** Ends a short-lived process of ours together with the start. Returns a function that undoes this. */
export function stopWithUs(child) {
  const kill = () => child.kill("SIGTERM");
  killers.add(kill);
  return () => killers.delete(kill);
}
