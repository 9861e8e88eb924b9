import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sessionCookie } from "@/lib/identity/providers/session-cookie";
import { closeDatabase } from "@/lib/platform/db";
import { stopWorkers } from "@/lib/platform/queue";
import { alderFinch } from "@/prisma/seed/scenarios/alder-finch";
import { findCast } from "@/prisma/seed/tools/workspace";
import { PAGES_OF_NOBODY, PAGES_OF_WORKSPACE } from "../../e2e/pages";
import { round } from "./ledger/drive";
import { row, title } from "./ledger/table";
import { audit, type Report } from "./lighthouse/audit";
import { type Figures, HEADINGS, middleOf, shortfalls } from "./lighthouse/figures";
import { startServer } from "./live/servers";

const HELP = `npm run bench lighthouse [-- options]
  --runs COUNT    runs of each page and preset, of which the median counts (3)
  --only PART     only pages whose path has this in it
  --preset NAME   desktop or mobile (both)
  --port PORT     the server's port (56920)`;

const { values } = parseArgs({
  options: {
    help: { type: "boolean", default: false },
    runs: { type: "string", default: "3" },
    only: { type: "string", default: "" },
    preset: { type: "string" },
    port: { type: "string", default: "56920" },
  },
});

const PRESETS = (["desktop", "mobile"] as const).filter(
  (name) => !values.preset || name === values.preset,
);
const SLUG = "alder-finch";
/** Lighthouse on every page of the production build, with the demo workspace's ninety days, as its owner sees them. */
async function measurePages() {
  const load = [round(loadavg()[0] ?? 0)];
  const cast = await findCast();
  await alderFinch(cast);
  const cookie = await sessionCookie(cast.ines);
  const signedIn = `${cookie.name}=${cookie.value}`;
  const pages = [
    ...PAGES_OF_NOBODY.filter((path) => path !== "/outbox").map((path) => ({ path, cookie: null })),
    ...PAGES_OF_WORKSPACE.map((path) => ({ path: `/${SLUG}${path}`, cookie: signedIn })),
  ].filter(({ path }) => path.includes(values.only));

  const server = await startServer(Number(values.port));
  const folder = mkdtempSync(join(tmpdir(), "lighthouse-"));
  // The product calls itself localhost.
  const origin = server.origin.replace("127.0.0.1", "localhost");
  const figures: Figures[] = [];
  try {
    for (const preset of PRESETS) {
      title(`Lighthouse, ${preset}: median of ${values.runs}`, HEADINGS);
      for (const { path, cookie } of pages) {
        const reports: Report[] = [];
        for (let run = 0; run < Number(values.runs); run++) {
          reports.push(await audit({ url: `${origin}${path}`, preset, cookie, folder }));
        }
        const middle = middleOf({ path, preset }, reports);
        figures.push(middle);
        row([path, ...middle.scores, middle.lcp, middle.tbt, middle.cls]);
      }
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
  load.push(round(loadavg()[0] ?? 0));
  return { machine: { cores: cpus().length, load }, runs: Number(values.runs), figures };
}

if (values.help) {
  console.log(HELP);
} else {
  const measured = await measurePages();
  await stopWorkers();
  await closeDatabase();
  title("Short of what is wanted", ["page"]);
  for (const figures of measured.figures) {
    const short = shortfalls(figures);
    if (short.length > 0) console.log(`${figures.path}, ${figures.preset}: ${short.join("; ")}`);
  }
  console.log(JSON.stringify(measured));
}
