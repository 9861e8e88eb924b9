import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** What the framework alone came to when the first screens were built: budgets are this, and what a page may add. */
const FRAMEWORK_KB = 129.7;

/** What a page may add to the framework, in KB of gzip. The first pattern that fits a route decides. */
const ALLOWED = [
  // For the people who build Wellspent: every component in every state.
  { pattern: /^\/gallery$/, adds: 160 },
  { pattern: /^\/\[workspace\]\/settings\/usage$/, adds: 66, whole: 179 },
  // The frame with nothing in it: its one page only leads on.
  { pattern: /^\/\[workspace\]\/settings$/, adds: 49 },
  // The design gives Billing and Import 85, and the other pages of a workspace keep to the same.
  { pattern: /^\/\[workspace\]/, adds: 84 },
  // The prices of the next version are checked while they are typed.
  { pattern: /^\/rates\/publish$/, adds: 85 },
  { pattern: /./, adds: 50 },
];

/** A step of `npm test`: every page is within its budget. Tells what each takes. */
export async function checkFirstLoads(build = ".next") {
  const routes = measureFirstLoads(build);
  const over = routes.flatMap(overspending);
  return {
    // A build without pages keeps every budget.
    ok: routes.length > 0 && over.length === 0,
    passed: routes.length - over.length,
    failed: over.length,
    told: routes.map(lineOf).join("\n"),
    output: over.join("\n"),
    why: over,
  };
}

/**
 * What each route of a finished build loads before anything is done on it, against its budget. KB are 1,024 bytes of
 * gzip. `whole` counts what it fetches by itself later too: the chart of Team usage.
 */
function measureFirstLoads(build) {
  const sizes = new Map();
  const sizeOf = (file) => {
    if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(join(build, file))).length / 1024);
    return sizes.get(file);
  };
  const sum = (files) => [...files].reduce((total, file) => total + sizeOf(file), 0);
  const framework = JSON.parse(readFileSync(join(build, "build-manifest.json"), "utf8"));
  const app = join(build, "server/app");
  return readdirSync(app, { recursive: true })
    .filter((path) => path.endsWith("page_client-reference-manifest.js"))
    .map((path) => {
      const files = new Set([...framework.rootMainFiles, ...filesOfEntry(join(app, path))]);
      const route = routeOf(path);
      const { adds, whole } = ALLOWED.find(({ pattern }) => pattern.test(route));
      const later = whole ? filesLater(join(app, path)) : [];
      return {
        route,
        files: files.size,
        size: sum(files),
        budget: FRAMEWORK_KB + adds,
        ...(whole
          ? { whole: sum(new Set([...files, ...later])), wholeBudget: FRAMEWORK_KB + whole }
          : {}),
      };
    })
    .sort((a, b) => a.route.localeCompare(b.route));
}

const lineOf = ({ route, size, budget, whole, wholeBudget }) =>
  `     ${route.padEnd(44)} ${kb(size).padStart(9)} of ${kb(budget)}${whole ? `, in all ${kb(whole)} of ${kb(wholeBudget)}` : ""}`;

/** In what a route is over its budget, as sentences. */
function overspending({ route, size, budget, whole = 0, wholeBudget = 0 }) {
  const first = `${route} loads ${kb(size)} of JavaScript; its budget is ${kb(budget)}.`;
  const all = `${route} loads ${kb(whole)} of JavaScript in all; its budget is ${kb(wholeBudget)}.`;
  return [...(size > budget ? [first] : []), ...(whole > wholeBudget ? [all] : [])];
}

const kb = (size) => `${size.toFixed(1)} KB`;

/** "/[workspace]/settings/billing" of "[workspace]/settings/billing/(history)/page_client-reference-manifest.js". */
const routeOf = (path) =>
  `/${path.replace(/page_client-reference-manifest\.js$/, "").replace(/\([^)]+\)\//g, "")}`.replace(
    /(?<=.)\/$/,
    "",
  );

/** The script of a page and of everything around it. The manifest is a script that fills one global. */
function filesOfEntry(path) {
  const scope = {};
  new Function("globalThis", readFileSync(path, "utf8"))(scope);
  const [manifest] = Object.values(scope.__RSC_MANIFEST);
  return Object.values(manifest.entryJSFiles).flat();
}

/** What the page fetches by `import()`. */
function filesLater(path) {
  const manifest = path.replace(
    /page_client-reference-manifest\.js$/,
    "page/react-loadable-manifest.json",
  );
  if (!existsSync(manifest)) return [];
  const parts = JSON.parse(readFileSync(manifest, "utf8"));
  return Object.values(parts).flatMap(({ files }) => files.filter((file) => file.endsWith(".js")));
}
