// Loaded into Node before anything else, through NODE_OPTIONS, for the installation whose pages are compared pixel
// by pixel. Its servers and its seed live at one moment; what starts and builds them keeps the real time.
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { basename } from "node:path";

/** A Friday afternoon three weeks into a month: charts have days behind them, and the month has days to come. */
export const NOW = Date.parse("2026-11-20T14:52:00Z");

const script = basename(process.argv[1] ?? "");
if (["server.js", "payments.mjs", "make-world.ts"].includes(script)) stopTheClock();
// A server answers several requests at once, so the order of its ids is nobody's: the seed alone has steady ones.
if (script === "make-world.ts") steadyRandomness();

function stopTheClock() {
  // A proxy and no subclass: dates made before and after are of one kind, and Date() still answers a text.
  globalThis.Date = new Proxy(Date, {
    construct: (target, args, made) =>
      Reflect.construct(target, args.length > 0 ? args : [NOW], made),
    apply: (target) => new target(NOW).toString(),
    get: (target, name) => (name === "now" ? () => NOW : Reflect.get(target, name)),
  });
}

/**
 * Ids and secrets are made of random bytes, and some are shown: the same bytes run after run. Each use has a sequence of
 * its own, because how many ids a seed needs depends on how its writes fall together; its secrets it makes in order.
 */
function steadyRandomness() {
  const counts = new Map();
  const fill = (use, array) => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    const count = (counts.get(use) ?? 0) + 1;
    counts.set(use, count);
    for (let at = 0; at < bytes.length; at += 32) {
      const block = crypto.createHash("sha256").update(`${use} ${count} ${at}`).digest();
      bytes.set(block.subarray(0, bytes.length - at), at);
    }
    return array;
  };
  const { randomBytes } = crypto;
  crypto.webcrypto.getRandomValues = (array) => fill("values", array);
  crypto.randomBytes = (size, ...callback) =>
    callback.length > 0 ? randomBytes(size, ...callback) : fill(size, Buffer.alloc(size));
  syncBuiltinESMExports();
}
