import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { closeDatabase } from "@/lib/platform/db";
import { stopWorkers } from "@/lib/platform/queue";
import { measureInteractions } from "./demo/interactions";
import { serveDemo } from "./demo/server";
import { round } from "./ledger/drive";
import { row, title } from "./ledger/table";

const HELP = `npm run bench interactions [-- options]
  --times COUNT   how often each is done (8)
  --port PORT     the server's port (56930)`;

const { values } = parseArgs({
  options: {
    help: { type: "boolean", default: false },
    times: { type: "string", default: "8" },
    port: { type: "string", default: "56930" },
  },
});

/** From a press or a key to the next frame, on the production build: what the acceptance points call INP. */
async function measure() {
  const load = [round(loadavg()[0] ?? 0)];
  const demo = await serveDemo(Number(values.port));
  try {
    const figures = await measureInteractions(demo, Number(values.times));
    load.push(round(loadavg()[0] ?? 0));
    return { machine: { cores: cpus().length, load }, times: Number(values.times), figures };
  } finally {
    await demo.stop();
  }
}

if (values.help) {
  console.log(HELP);
} else {
  const measured = await measure();
  await stopWorkers();
  await closeDatabase();
  title(`From a press to the next frame, of ${measured.times}`, [
    "somebody",
    "device",
    "p75, ms",
    "worst, ms",
  ]);
  for (const { name, device, p75, worst } of measured.figures) row([name, device, p75, worst]);
  console.log(JSON.stringify(measured));
}
