import { readOptions } from "../options";
import { round } from "./ledger/drive";
import { startServer } from "./live/servers";
import { measurePages } from "./pages/measure";
import { PAGES } from "./pages/pages";
import { summary } from "./pages/summary";
import { makeSized } from "./pages/workspaces";
import { runBench } from "./report";

const HELP = `npm run bench pages [-- options]
  --sizes LIST     entries of each workspace, the smallest first (100,10000,1000000)
  --rounds COUNT   how often each page of each workspace is asked for (20)
  --only PATTERN   only the pages that match, such as "Billing"
  --port PORT      the server's port (26920)`;

const values = readOptions(HELP, {
  sizes: { type: "string", default: "100,10000,1000000" },
  rounds: { type: "string", default: "20" },
  only: { type: "string", default: "" },
  port: { type: "string", default: "26920" },
});

/** How long the server takes for each page that reads the ledger, depending on how much there is to read. */
async function measure() {
  const began = performance.now();
  const workspaces = await makeSized(values.sizes.split(",").map(Number));
  const loading = round((performance.now() - began) / 1000, 0);
  console.log(`Loading took ${loading} s.`);
  const server = await startServer(Number(values.port));
  try {
    const only = new RegExp(values.only);
    const pages = PAGES.filter(({ what }) => only.test(what));
    const figures = await measurePages(server.origin, pages, workspaces, Number(values.rounds));
    return { loading, figures };
  } finally {
    await server.stop();
  }
}

await runBench({
  measure,
  show: ({ figures }) => console.log(`\n${summary(figures)}\n`),
});
