/**
 * The map of the product. Read it top to bottom: a domain may use the domains named beside it, and no others. The README
 * shows the same table, and a test compares the two.
 */
export const MAY_USE = {
  identity: [],
  credits: ["identity"],
  billing: ["identity", "credits"],
  usage: ["identity", "credits"],
  leads: ["identity", "credits"],
  api: ["identity", "credits", "usage", "leads"],
};

const DOMAINS = Object.keys(MAY_USE);
const TESTS = "\\.test\\.tsx?$|/testing\\.ts$";
const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

const domainRules = DOMAINS.map((domain) =>
  forbid(
    `${domain}-stays-in-its-lane`,
    `lib/${domain} may use: ${MAY_USE[domain].join(", ") || "no other domain"}.`,
    { path: `^lib/${domain}/` },
    {
      path: `^lib/(${DOMAINS.filter((d) => d !== domain && !MAY_USE[domain].includes(d)).join("|")})/`,
    },
  ),
);

export default {
  forbidden: [
    ...domainRules,
    forbid("no-cycles", "A cycle hides which module depends on which.", {}, { circular: true }),
    forbid(
      "core-is-pure",
      "core/ imports core/ only: no database, no framework, no npm package.",
      { path: "^lib/[^/]+/core/", pathNot: TESTS },
      { pathNot: "^lib/[^/]+/core/" },
    ),
    forbid(
      "only-queries-and-mutations-touch-the-database",
      "Reads live in queries.ts, writes in mutations.ts.",
      {
        path: "^(app|components|lib)/",
        pathNot: ["^lib/[^/]+/(queries|mutations)(\\.ts$|/)", "^lib/platform/", TESTS],
      },
      { path: "^lib/platform/(db|generated)", dependencyTypesNot: ["type-only"] },
    ),
    forbid(
      "actions-and-loaders-own-the-session",
      "Only loaders.ts and actions.ts read the request.",
      {
        path: "^lib/",
        pathNot: ["^lib/[^/]+/(loaders|actions)(\\.ts$|/)", "^lib/(platform|identity)/"],
      },
      { path: "^lib/identity/(session|gates)\\.ts$|node_modules/next/(headers|navigation)" },
    ),
    forbid(
      "components-get-data-by-props",
      "A component may use core/, schema.ts and actions.ts; pages load the data.",
      { path: "^components/" },
      { path: "^lib/[^/]+/(queries|mutations|loaders)(\\.ts$|/)" },
    ),
    forbid(
      "ui-kit-knows-no-domain",
      "components/ui could ship in another product.",
      { path: "^components/ui/" },
      { path: "^(app|components/(?!ui/)|lib/(?!platform/))" },
    ),
    forbid(
      "pages-read-through-loaders",
      "The loader owns the gate, so a page cannot forget it.",
      { path: "^app/", pathNot: "^app/api/" },
      { path: "^lib/[^/]+/(queries|mutations)(\\.ts$|/)" },
    ),
    forbid(
      "api-routes-bring-their-own-gate",
      "Loaders and actions trust the session cookie; an API key is not one.",
      { path: "^app/api/" },
      { path: "^lib/[^/]+/(loaders|actions)(\\.ts$|/)" },
    ),
    forbid(
      "nothing-imports-app",
      "Routes are the outermost layer.",
      { path: "^(components|lib)/" },
      { path: "^app/" },
    ),
    forbid("lib-does-not-know-the-screen", "", { path: "^lib/" }, { path: "^components/" }),
    forbid(
      "platform-knows-no-domain",
      "",
      { path: "^lib/platform/" },
      { path: `^lib/(${DOMAINS.join("|")})/` },
    ),
    forbid(
      "tests-only-from-tests",
      "",
      { path: "^(app|components|lib)/", pathNot: TESTS },
      { path: TESTS },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^lib/platform/generated" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
