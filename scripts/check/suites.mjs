import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { SCREENS } from "./screens.mjs";

const REPORTS = ".data/reports";

/** Runs vitest on some files (or with some options) and returns the counts of its report. */
export async function vitest(name, args) {
  const report = fresh(`${name}.json`);
  const { code, output } = await show("node_modules/vitest/vitest.mjs", [
    "run",
    "--reporter=dot",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...args,
  ]);
  if (!existsSync(report)) return { ok: false, output };
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(
    readFileSync(report, "utf8"),
  );
  return {
    ok: code === 0 && numPassedTests > 0 && numPendingTests === 0,
    passed: numPassedTests,
    failed: numFailedTests + numPendingTests,
    output:
      numPendingTests > 0
        ? `${output}\n${numPendingTests} tests were skipped: none may be.`
        : output,
    why: testResults.flatMap(whyInFile),
  };
}

/** What failed in one file of vitest's report, a line or a few each. */
function whyInFile({ name, status, message, assertionResults }) {
  const file = relative(process.cwd(), name);
  const failed = assertionResults.filter((test) => test.status === "failed");
  if (status === "failed" && failed.length === 0) return [`${file}\n${message}`];
  return failed.map((test) => `${file} > ${test.fullName}\n${test.failureMessages.join("\n")}`);
}

/** Runs the journeys and returns the counts of their report. */
export const playwright = () =>
  inBrowser("journeys", ["node_modules/@playwright/test/cli.js", "test"]);

/** Compares every page with its picture, and returns the counts of that report. */
export const screens = () => inBrowser("screens", SCREENS);

async function inBrowser(name, [script, ...args]) {
  const report = fresh(`${name}.json`);
  const { code, output } = await show(script, args, { E2E_REPORT: report });
  if (!existsSync(report)) return { ok: false, output };
  const { stats, suites } = JSON.parse(readFileSync(report, "utf8"));
  const failed = stats.unexpected + stats.flaky + stats.skipped;
  const why = suites.flatMap(whyInSuite);
  return { ok: code === 0 && failed === 0, passed: stats.expected, failed, output, why };
}

/** What failed in one suite of Playwright's report and in those inside it. */
function whyInSuite({ specs = [], suites = [] }) {
  const failed = specs.filter((spec) => !spec.ok);
  return [
    ...failed.map((spec) => {
      const results = spec.tests.flatMap((test) => test.results);
      const errors = results.flatMap((result) => result.errors).map(({ message }) => message);
      return `${spec.file}:${spec.line} > ${spec.title}\n${errors.join("\n")}`;
    }),
    ...suites.flatMap(whyInSuite),
  ];
}

function fresh(name) {
  const path = resolve(REPORTS, name);
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  return path;
}

/** Runs a tool, and keeps its output in case it fails. */
function show(script, args, env = {}) {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env, CI: process.env.CI ?? "1", NO_COLOR: "1" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code) => done({ code, output }));
  });
}
