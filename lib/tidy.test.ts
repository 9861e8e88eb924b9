import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

/** The house rules that no linter knows. Each failure says what to do instead. */
const files = ["app", "components", "lib", "e2e"]
  .flatMap((root) =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith("lib/platform/generated/"));

const DOMAIN = /^lib\/(identity|credits|billing|usage|leads|api|platform)\//;
const VOCABULARY =
  /^lib\/[a-z-]+\/((types|schema|queries|mutations|loaders|actions|jobs|gates|action)(\.[a-z]+)?(\.test)?\.ts$|(schema|queries|mutations|loaders|actions|jobs)\/|core\/|providers\/)/;

const offenders = (rule: (path: string) => boolean) => files.filter((path) => !rule(path));

test("lib/ holds the domains of the product, and platform/", () => {
  expect(
    offenders(
      (path) => !path.startsWith("lib/") || path === "lib/tidy.test.ts" || DOMAIN.test(path),
    ),
  ).toEqual([]);
});

test("a domain uses the words of the house for its files; nouns live in core/", () => {
  expect(
    offenders(
      (path) => !DOMAIN.test(path) || path.startsWith("lib/platform/") || VOCABULARY.test(path),
    ),
  ).toEqual([]);
});

test("a file of another folder is imported from the root, @/lib/..., except inside core/", () => {
  const climbs = /from "(\.\.|\.\/[^"]+)\//;
  expect(
    offenders(
      (path) =>
        !/^(app|components|lib)\//.test(path) ||
        /^lib\/[a-z-]+\/core\//.test(path) ||
        !climbs.test(readFileSync(path, "utf8")),
    ),
  ).toEqual([]);
});

test("app/ has route files only; components live in components/", () => {
  const route =
    /\/(page|layout|loading|error|not-found|global-error|forbidden|unauthorized|template|default|route|opengraph-image|icon|sitemap|robots|manifest)\.tsx?$/;
  expect(offenders((path) => !path.startsWith("app/") || route.test(path))).toEqual([]);
});

test("no file is longer than 300 lines", () => {
  expect(offenders((path) => readFileSync(path, "utf8").split("\n").length <= 300)).toEqual([]);
});

test("jobs.ts knows every domain's jobs, so that no work is declared and never done", () => {
  const known = readFileSync("jobs.ts", "utf8");
  const jobs = files.filter((path) => /^lib\/[a-z-]+\/jobs(\.ts$|\/index\.ts$)/.test(path));
  expect(jobs.filter((path) => !known.includes(`"@/${path.replace(/\.ts$/, "")}"`))).toEqual([]);
});

test("what a worker, a seed or a test loads in plain Node needs no Next and no bundler", () => {
  const plain = /^lib\/[a-z-]+\/((queries|mutations|jobs)(\.ts$|\/)|core\/)/;
  const bound = /from "(server-only|next\/[a-z]+)"|^import "server-only"/m;
  expect(offenders((path) => !plain.test(path) || !bound.test(readFileSync(path, "utf8")))).toEqual(
    [],
  );
});

test("which workspace it is comes from a gate: nobody who asks may name one by its id", () => {
  const workspaceId = /\bworkspace_?id['"]?\s*:\s*z\./i;
  const open = /\.action\(/;
  const gated = /= (memberAction|installationAction)\b/;
  // A job says which workspace it works for; only the product itself adds one.
  const mayBeTold = (path: string) => /(^|\/)jobs\.ts$/.test(path) || path.includes(".test.");
  const text = (path: string) => readFileSync(path, "utf8");
  expect(offenders((path) => mayBeTold(path) || !workspaceId.test(text(path)))).toEqual([]);
  // Signing in, joining and one's own account are before any workspace.
  const actions = files.filter((path) =>
    /^lib\/(?!identity\/)[a-z-]+\/actions(\.ts$|\/)/.test(path),
  );
  expect(actions.filter((path) => open.test(text(path)) && !gated.test(text(path)))).toEqual([]);
  expect(actions.filter((path) => /\b(publicAction|userAction)\b/.test(text(path)))).toEqual([]);
  const routes = files.filter((path) => /^app\/api\/.*\/route\.ts$/.test(path));
  const gate = /\b(memberOf|lastingMemberOf)\(|"@\/lib\/api\/gates"/;
  expect(routes.filter((path) => !gate.test(text(path))).toSorted()).toEqual([
    "app/api/auth/[...nextauth]/route.ts",
    "app/api/health/route.ts",
    "app/api/webhooks/stripe/route.ts",
  ]);
});

test("whatever is loaded of a workspace is behind a gate of its own, whoever else has asked before", () => {
  const loaders = files.filter(
    (path) => /^lib\/[a-z-]+\/loaders(\.ts$|\/)/.test(path) && !path.includes(".test."),
  );
  const exported = loaders.flatMap((path) =>
    readFileSync(path, "utf8")
      .split(/^(?=export )/m)
      .filter((text) => /^export (const|async function|function) \w+/.test(text)),
  );
  const ofWorkspace = exported
    .map((text) => text.slice(0, text.search(/^(const|async function|function|type) /m)))
    .filter((text) => /\bslug: string/.test(text));
  const gate = /\b(require|load)[A-Z]\w+\(slug\b/;
  expect(ofWorkspace.length).toBeGreaterThan(20);
  expect(ofWorkspace.filter((text) => !gate.test(text))).toEqual([]);
});

test("the title of an empty state is a heading, without a full stop", () => {
  const stopped = /<Empty\b[^>]*\btitle=\{?["`][^"`]*\.["`]/;
  expect(
    offenders((path) => !path.endsWith(".tsx") || !stopped.test(readFileSync(path, "utf8"))),
  ).toEqual([]);
});

test("a page is drawn again by useLive().refresh, which runs one refresh at a time", () => {
  const refreshing = /\brouter\.refresh\b|\{[^}]*\brefresh\b[^}]*\} = useRouter\(/;
  expect(
    offenders(
      (path) =>
        path === "components/credits/use-refresh.ts" ||
        path.startsWith("e2e/") ||
        !refreshing.test(readFileSync(path, "utf8")),
    ),
  ).toEqual([]);
});

test("an amount is rounded by core alone: no float arithmetic on screens", () => {
  const rounding = /\.toFixed\(|parseFloat\(/;
  expect(
    offenders(
      (path) => !path.startsWith("components/") || !rounding.test(readFileSync(path, "utf8")),
    ),
  ).toEqual([]);
});

describe("what the documents name", () => {
  const roots = ["app", "components", "docs", "e2e", "lib", "prisma", "public", "scripts"];
  const everything = [".", ...roots].flatMap((root) =>
    readdirSync(root, { recursive: root !== ".", withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const documents = everything.filter((path) => path.endsWith(".md"));
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: object };

  /** "README.md: lib/gone.ts" for each match of `pattern` in a document that is not there. */
  const missing = (pattern: RegExp, isThere: (name: string, document: string) => boolean) =>
    documents.flatMap((document) =>
      [...readFileSync(document, "utf8").matchAll(pattern)]
        .map(([, name = ""]) => name)
        .filter((name) => !isThere(name, document))
        .map((name) => `${document}: ${name}`),
    );

  test("links lead to a file", () => {
    const link = /\]\((?!https?:|mailto:)([^)#\s]+)/g;
    expect(missing(link, (path, document) => existsSync(join(dirname(document), path)))).toEqual(
      [],
    );
  });

  test("files exist, wherever they are said to be", () => {
    const file = /`([\w./()[\]-]+\.(?:tsx?|mjs|md|css|sql|toml|prisma))`/g;
    const isFile = (name: string) =>
      everything.some((path) => path === name || path.endsWith(`/${name}`));
    expect(missing(file, isFile)).toEqual([]);
  });

  test("folders exist", () => {
    const folder = /`((?:app|components|docs|e2e|lib|prisma|public|scripts)\/[\w/()[\]-]*)`/g;
    expect(missing(folder, (path) => existsSync(path))).toEqual([]);
  });

  test("commands exist", () => {
    expect(missing(/npm run ([\w:]+)/g, (name) => name in scripts)).toEqual([]);
    expect(missing(/node (scripts\/[\w./-]+)/g, (path) => existsSync(path))).toEqual([]);
  });
});
