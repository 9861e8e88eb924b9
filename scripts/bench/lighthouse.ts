import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PAGES_OF_SOMEBODY, pagesOfNobody, pagesOfWorkspace } from "../../e2e/pages";
import { readOptions } from "../options";
import { makePlaces } from "./demo/places";
import { type Demo, SLUG, serveDemo } from "./demo/server";
import { row, title } from "./ledger/table";
import { audit, type Report } from "./lighthouse/audit";
import { type Figures, HEADINGS, middleOf, shortfalls } from "./lighthouse/figures";
import { runBench } from "./report";

const HELP = `npm run bench lighthouse [-- options]
  --runs COUNT    runs of each page and preset, of which the median counts (3)
  --only PART     only pages whose path has this in it
  --preset NAME   desktop or mobile (both)
  --port PORT     the server's port (26920)`;

const values = readOptions(HELP, {
  runs: { type: "string", default: "3" },
  only: { type: "string", default: "" },
  preset: { type: "string" },
  port: { type: "string", default: "26920" },
});

const PRESETS = (["desktop", "mobile"] as const).filter(
  (name) => !values.preset || name === values.preset,
);

/** Lighthouse on every page of the production build, with the demo workspace's ninety days, as its owner sees them. */
async function measurePages() {
  const demo = await serveDemo(Number(values.port));
  const folder = mkdtempSync(join(tmpdir(), "lighthouse-"));
  const figures: Figures[] = [];
  try {
    const pages = await pagesOf(demo);
    for (const preset of PRESETS) {
      title(`Lighthouse, ${preset}: median of ${values.runs}`, HEADINGS);
      for (const { path, cookie } of pages) {
        const reports: Report[] = [];
        for (let run = 0; run < Number(values.runs); run++) {
          reports.push(await audit({ url: `${demo.origin}${path}`, preset, cookie, folder }));
        }
        const middle = middleOf({ path, preset }, reports);
        figures.push(middle);
        row([path, ...middle.scores, middle.lcp, middle.tbt, middle.cls]);
      }
    }
  } finally {
    await demo.stop();
    rmSync(folder, { recursive: true });
  }
  return { runs: Number(values.runs), figures };
}

type Asked = { path: string; cookie: string | null };

/**
 * The pages as somebody sees them who is not signed in, and then as the demo workspace's owner, an installation admin.
 */
async function pagesOf({ cookie }: Demo): Promise<Asked[]> {
  const places = await makePlaces();
  const open = pagesOfNobody(places).filter((path) => path !== "/outbox");
  const signedIn = [
    ...PAGES_OF_SOMEBODY.filter((path) => !open.includes(path)),
    ...pagesOfWorkspace(places).map((path) => `/${SLUG}${path}`),
  ];
  return [
    ...open.map((path) => ({ path, cookie: null })),
    ...signedIn.map((path) => ({ path, cookie: `${cookie.name}=${cookie.value}` })),
  ].filter(({ path }) => path.includes(values.only));
}

await runBench({
  measure: measurePages,
  show: ({ figures }) => {
    title("Short of what is wanted", ["page"]);
    for (const one of figures) {
      const short = shortfalls(one);
      if (short.length > 0) console.log(`${one.path}, ${one.preset}: ${short.join("; ")}`);
    }
  },
});
