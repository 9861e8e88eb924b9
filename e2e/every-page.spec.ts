import { furnish, sendLetters } from "./access/furnish";
import { looking } from "./access/looking";
import { complaintsOf, expect, test } from "./fixtures";
import {
  LEFT_OUT,
  PAGES_OF_SOMEBODY,
  pagesOfNobody,
  pagesOfWorkspace,
  ROUTES,
  routeFor,
} from "./pages";

/** Who looks after the installation of the journeys: see playwright.config.ts. */
const ADMIN = "pages.admin@example.com";

/** The other forms that a page has at addresses of their own. */
const OTHER_FORMS = [
  "/settings/billing?view=table",
  "/settings/usage?view=table",
  "/settings/usage?sum=cumulative&op=content_generation",
];

const ofSettings = (path: string) => path.startsWith("/settings");

// Two workspaces, so that two browsers share the work.
for (const [half, isOfHalf, more] of [
  ["work", (path: string) => !ofSettings(path), []],
  ["settings", ofSettings, OTHER_FORMS],
] as const) {
  test(`every page of a workspace's ${half} is well made at every width, in both themes, and complains of nothing`, async ({
    page,
    workspace,
  }) => {
    test.slow();
    const places = await furnish(workspace);
    const complaints = complaintsOf(page);
    const look = await looking(page);
    const paths = pagesOfWorkspace(places).filter(isOfHalf);
    for (const path of [...paths, ...more]) await look(workspace.path(path));
    expect(complaints).toEqual([]);
  });
}

test("so is every page of a workspace that is new", async ({ page, workspace }) => {
  const complaints = complaintsOf(page);
  const look = await looking(page);
  for (const path of ["", "/activity", "/leads", "/settings/billing", "/settings/usage"]) {
    await look(workspace.path(path));
  }
  expect(complaints).toEqual([]);
});

test("so is every other page for whoever is signed in", async ({ workspace }) => {
  test.slow();
  const { page, userId } = await workspace.installationAdmin(ADMIN);
  const { createWorkspace } = await import("@/lib/identity/mutations/workspaces");
  // The list of workspaces leads on to the only one; of two, it is a page.
  await createWorkspace({ name: "Southgate Studio", timeZone: "UTC", ownerId: userId });
  const complaints = complaintsOf(page);
  const look = await looking(page);
  for (const path of PAGES_OF_SOMEBODY) await look(path);
  expect(complaints).toEqual([]);
});

test("and for whoever is not", async ({ page, workspace }) => {
  test.slow();
  const letters = await sendLetters(workspace);
  await page.context().clearCookies();
  const complaints = complaintsOf(page);
  const look = await looking(page);
  for (const path of pagesOfNobody(letters)) await look(path);
  expect(complaints).toEqual([]);
});

test("every page of app/ is among them, or is left out for a reason", () => {
  const places = { runs: { any: "any" }, listId: "any", sessions: { paid: "any" } };
  const looked = [
    ...pagesOfWorkspace(places).map((path) => `/any${path}`),
    ...PAGES_OF_SOMEBODY,
    ...pagesOfNobody({ invitation: "any", signInLink: "any" }),
  ];
  const seen = new Set(looked.map(routeFor));
  expect(ROUTES.filter((route) => !seen.has(route) && !LEFT_OUT[route])).toEqual([]);
  expect(Object.keys(LEFT_OUT).filter((route) => !ROUTES.includes(route))).toEqual([]);
});
