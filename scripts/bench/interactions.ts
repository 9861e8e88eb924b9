import { readOptions } from "../options";
import { serveDemo } from "./demo/server";
import { measureInteractions } from "./interactions/measure";
import { measureScrolling } from "./interactions/scroll";
import { row, title } from "./ledger/table";
import { runBench } from "./report";

const HELP = `npm run bench interactions [-- options]
  --times COUNT   how often each is done, each on a page of its own (12)
  --only PART     only those whose name has this in it
  --port PORT     the server's port (26920)`;

const values = readOptions(HELP, {
  times: { type: "string", default: "12" },
  only: { type: "string", default: "" },
  port: { type: "string", default: "26920" },
});

/** How soon the screen responds to a press or a key, and how it scrolls, with the demo workspace's ninety days. */
async function measure() {
  const demo = await serveDemo(Number(values.port));
  try {
    const asked = { times: Number(values.times), only: values.only };
    const found = await measureInteractions(demo, asked);
    const scrolled = asked.only ? [] : await measureScrolling(demo);
    return { times: asked.times, found, scrolled };
  } finally {
    await demo.stop();
  }
}

await runBench({
  measure,
  show: ({ found, scrolled }) => {
    title("Interaction to next paint", ["what somebody does", "device", "p75, ms", "worst, ms"]);
    for (const { name, device, p75, worst } of found) row([name, device, p75, worst]);
    title("Scrolling", ["page", "device", "frames a second", "p99, ms", "worst, ms", "missed, %"]);
    for (const { path, device, perSecond, p99, worst, missed } of scrolled) {
      row([path, device, perSecond, p99, worst, missed]);
    }
  },
});
