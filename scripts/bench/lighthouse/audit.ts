import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromiumArguments, chromiumPath } from "../../../e2e/browser";

/** Large, and only for this bench: fetched when it runs, so it is not in package.json. */
const LIGHTHOUSE = "lighthouse@13.5.0";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

export type Preset = "desktop" | "mobile";

type Asked = {
  url: string;
  preset: Preset;
  /** Of the signed-in user, if there is one. */
  cookie: string | null;
  /** Where Lighthouse writes its files. */
  folder: string;
};

/** The part of Lighthouse's report that is read. */
export type Report = {
  finalDisplayedUrl: string;
  runtimeError?: { message: string };
  categories: Record<
    "performance" | "accessibility" | "best-practices",
    { score: number | null; auditRefs: { id: string; weight: number }[] }
  >;
  audits: Record<
    string,
    | {
        title: string;
        score: number | null;
        numericValue?: number;
        details?: { items?: { description?: string; sourceLocation?: { url: string } }[] };
      }
    | undefined
  >;
};

/** Runs Lighthouse once, in a browser of its own. */
export async function audit({ url, preset, cookie, folder }: Asked): Promise<Report> {
  const output = join(folder, "report.json");
  const headers = join(folder, "headers.json");
  writeFileSync(headers, JSON.stringify(cookie ? { Cookie: cookie } : {}));
  await lighthouse([
    url,
    "--output=json",
    `--output-path=${output}`,
    "--only-categories=performance,accessibility,best-practices",
    "--quiet",
    `--extra-headers=${headers}`,
    `--chrome-flags=${["--headless=new", ...chromiumArguments].join(" ")}`,
    ...(preset === "desktop" ? ["--preset=desktop"] : []),
  ]);
  const report = JSON.parse(readFileSync(output, "utf8")) as Report;
  if (report.runtimeError) throw new Error(`${url}: ${report.runtimeError.message}`);
  // A page that redirected was not measured: the cookie was not accepted, or there is no such page.
  if (new URL(report.finalDisplayedUrl).pathname !== new URL(url).pathname) {
    throw new Error(`${url} leads on to ${report.finalDisplayedUrl}.`);
  }
  return report;
}

async function lighthouse(args: readonly string[]): Promise<void> {
  const command = ["exec", "--yes", `--package=${LIGHTHOUSE}`, "--", "lighthouse", ...args];
  const env = { ...process.env, CHROME_PATH: await chromiumPath() };
  let pid: number | undefined;
  // Its browser is in none of our process groups, and Lighthouse ends it if it is interrupted. Listened for before there
  // is anything to end: a signal in between would end this process alone.
  const end = () => {
    if (pid) process.kill(-pid, "SIGINT");
  };
  for (const signal of SIGNALS) process.on(signal, end);
  const child = spawn("npm", command, { stdio: ["ignore", "pipe", "pipe"], env, detached: true });
  pid = child.pid;
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
  const code = await new Promise((done, fail) => child.on("error", fail).on("close", done));
  for (const signal of SIGNALS) process.off(signal, end);
  if (code !== 0) throw new Error(`Lighthouse failed.\n${output}`);
}
