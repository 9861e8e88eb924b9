import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import type { Kind } from "@/lib/credits/core/amount";
import type { Command } from "@/lib/credits/core/command";
import type { Role } from "@/lib/identity/core/permissions";
import type { WorkspaceId } from "@/lib/identity/types";
import { violationsOf } from "./access/axe";
import { Payments } from "./payments";
import { withStreamedParts } from "./streamed";

/** What the running product works with: the mutations a journey calls then work on the same data. */
const running = (): Record<string, string> =>
  JSON.parse(readFileSync(join(process.env.E2E_DATA ?? ".data/e2e", "running.json"), "utf8"));

// Loaded when a journey runs, not when its file is read: the environment must be there first.
const product = async () => {
  Object.assign(process.env, running(), { LOG_LEVEL: "silent", DATABASE_POOL_SIZE: "2" });
  const parts = await Promise.all([
    import("@/lib/identity/mutations/users"),
    import("@/lib/identity/mutations/members"),
    import("@/lib/identity/mutations/workspaces"),
    import("@/lib/identity/mutations/api-keys"),
    import("@/lib/identity/providers/session-cookie"),
    import("@/lib/credits/mutations/door"),
    import("@/lib/credits/mutations/runs"),
    import("@/lib/credits/queries/runs"),
    import("@/lib/credits/core/amount"),
    import("@/lib/credits/core/first-rate-card"),
    import("@/lib/credits/core/rate-card"),
    import("@/lib/platform/ids"),
  ]);
  const [users, members, workspaces, keys, cookies, door, runs, found, amount, card, rates, ids] =
    parts;
  const identity = { ...users, ...members, ...workspaces, ...keys, ...cookies };
  return { ...identity, ...door, ...runs, ...found, ...amount, ...card, ...rates, ...ids };
};

export type Person = {
  userId: string;
  name: string;
  email: string;
  context: BrowserContext;
  page: Page;
};

export type Workspace = {
  id: string;
  slug: string;
  name: string;
  /** Signed in as the owner; `page` of the test is theirs. */
  owner: Person;
  /** "/slug/settings/billing" */
  path: (path?: string) => string;
  /** Books credits without a purchase: `grant("ai", "3.00")`. */
  grant: (kind: Kind, amount: string) => Promise<void>;
  /** Books use without an operation's run. */
  charge: (kind: Kind, amount: string, about: Partial<Command>) => Promise<void>;
  /** Sets a run to work that only this journey ends: `leads` to import at 70.00 each. Answers its id. */
  startRun: (run: { leads: number; subject: string }) => Promise<string>;
  finishRun: (runId: string) => Promise<void>;
  /** The secret of a key that may spend. */
  program: (name: string) => Promise<string>;
  /** Lets the time pass in which what was started can be undone: every run that waits for that begins. */
  letRunsBegin: () => Promise<void>;
  /** Another member, signed in in a browser of their own. */
  member: (role: Role, name?: string) => Promise<Person>;
  /** As `member`, of an address that is the same in every journey: one journey alone may ask for it. */
  installationAdmin: (email: string) => Promise<Person>;
};

type World = {
  workspace: Workspace;
  /** A second workspace with other people, of which the first's members know nothing. */
  otherWorkspace: Workspace;
  /** How the payment server behaves: late, twice, out of order, refused. */
  payments: Payments;
};

export const test = base.extend<World>({
  page: async ({ page }, use) => use(withStreamedParts(page)),
  workspace: async ({ context, page, browser }, use) => {
    const made = await makeWorkspace("Northwind Outreach", { context, page }, () =>
      browser.newContext(),
    );
    await use(made.workspace);
    await made.close();
  },
  otherWorkspace: async ({ browser }, use) => {
    const context = await browser.newContext();
    const page = withStreamedParts(await context.newPage());
    const made = await makeWorkspace("Southgate Studio", { context, page }, () =>
      browser.newContext(),
    );
    await use(made.workspace);
    await made.close();
    await context.close();
  },
  payments: async ({ workspace }, use) => {
    const { STRIPE_API_BASE = "", STRIPE_SECRET_KEY = "" } = running();
    const payments = new Payments(STRIPE_API_BASE, STRIPE_SECRET_KEY, workspace.id);
    await use(payments);
    await payments.settle();
  },
});

export { expect };

type Seat = { context: BrowserContext; page: Page };

async function makeWorkspace(name: string, seat: Seat, newContext: () => Promise<BrowserContext>) {
  const lib = await product();
  const others: BrowserContext[] = [];
  const owner = await signIn("Ines Carvalho", seat);
  const made = await lib.createWorkspace({ name, timeZone: "UTC", ownerId: owner.userId });
  if (!made.ok) throw new Error(`No workspace: ${made.reason}`);
  const { workspaceId: id, slug } = made;
  const workspace: Workspace = {
    id,
    slug,
    name,
    owner,
    path: (path = "") => `/${slug}${path}`,
    grant: (kind, amount) => grant(id, kind, amount),
    charge: (kind, amount, about) => charge(id, kind, amount, about),
    startRun: (run) => startRun(id, owner.userId, run),
    finishRun: async (runId) => lib.finishRun({ workspaceId: id, runId }),
    program: (keyName) => program(id, owner.userId, keyName),
    letRunsBegin: () => letRunsBegin(id),
    member: (role, personName = "Priya Raman") => personJoins(role, personName),
    installationAdmin: (email) => personJoins("member", "Tomas Brandt", email),
  };
  async function personJoins(role: Role, personName: string, email?: string): Promise<Person> {
    const context = await newContext();
    others.push(context);
    const person = await signIn(
      personName,
      { context, page: withStreamedParts(await context.newPage()) },
      email,
    );
    await lib.addMember({ workspaceId: id, userId: person.userId, role });
    return person;
  }
  return { workspace, close: () => Promise.all(others.map((context) => context.close())) };
}

async function signIn(name: string, { context, page }: Seat, address?: string): Promise<Person> {
  const lib = await product();
  const email =
    address ?? `${name.toLowerCase().replaceAll(" ", ".")}.${lib.newId().slice(-12)}@example.com`;
  const made = await lib.createUser({ name, email, emailVerified: true });
  if (!made.ok) throw new Error(`No user: ${made.reason}`);
  const cookie = await lib.sessionCookie(made.userId);
  await context.addCookies([{ ...cookie, url: running().APP_URL ?? "", httpOnly: true }]);
  return { userId: made.userId, name, email, context, page };
}

async function grant(workspaceId: string, kind: Kind, amount: string): Promise<void> {
  const lib = await product();
  const answer = await lib.post(workspaceId, kind, {
    type: "grant",
    key: `journey:${lib.newId()}`,
    actor: { type: "system" },
    reason: "Granted for a journey",
    lotId: lib.newId(),
    source: "grant",
    sourceId: null,
    label: "Granted for a journey",
    amount: lib.credits(Math.round(Number(amount) * 100)),
    expiresAt: null,
  });
  if (!answer.ok) throw new Error(`No grant: ${answer.reason}`);
}

async function charge(
  workspaceId: string,
  kind: Kind,
  amount: string,
  about: Partial<Command>,
): Promise<void> {
  const lib = await product();
  const answer = await lib.post(workspaceId, kind, {
    type: "charge",
    key: `journey:${lib.newId()}`,
    actor: { type: "system" },
    reason: "Used for a journey",
    amount: lib.credits(Math.round(Number(amount) * 100)),
    ...about,
  } as Command);
  if (!answer.ok) throw new Error(`No charge: ${answer.reason}`);
}

async function startRun(
  workspaceId: string,
  actorId: string,
  { leads, subject }: { leads: number; subject: string },
): Promise<string> {
  const lib = await product();
  const operation = "import_csv_usernames";
  const quote = lib.quoteOperation(operation, { quantity: leads }, lib.FIRST_RATE_CARD);
  const progress = { done: 0, total: leads };
  const answer = await lib.startRun({ workspaceId, actorId, operation, subject, quote, progress });
  if (!answer.ok) throw new Error(`No run: ${answer.reason}`);
  return answer.runId;
}

async function program(workspaceId: string, userId: string, name: string): Promise<string> {
  const lib = await product();
  const by = { workspaceId: workspaceId as WorkspaceId, userId };
  const key = await lib.createApiKey(by, { name, scopes: ["credits:spend"], lifetime: null });
  if (!key.ok) throw new Error(`No key: ${key.reason}`);
  return key.secret;
}

/** As when the window of each has passed: what the job does then, done now. */
async function letRunsBegin(workspaceId: string): Promise<void> {
  const lib = await product();
  const waiting = async () => {
    const page = { after: null, size: 50 };
    const { runs } = await lib.listRuns(workspaceId, { states: ["queued"] }, page, new Date());
    return runs.filter(({ beginsAt }) => beginsAt !== null);
  };
  // A click has been answered by the screen before its run is there.
  await expect.poll(async () => (await waiting()).length).toBeGreaterThan(0);
  for (const { id } of await waiting()) await lib.resumeRun(workspaceId, id);
}

/** The rules of axe that ask what colour something is. */
const OF_COLOUR = ["color-contrast", "link-in-text-block"];

/** The page as it is has no violation that axe can find; with `within`, what is there alone. */
export async function expectAccessible(page: Page, within?: string): Promise<void> {
  // After a link was followed, a title made of the page's own data comes a moment after the page.
  await expect(page).toHaveTitle(/./);
  expect(await violationsOf(page, { within })).toEqual([]);
}

/**
 * The page has no violation in either theme, beginning with the light one. A device that turns dark changes the
 * colours of an open page and nothing else (see the shell journeys): the rest need not be read again.
 */
export async function expectAccessibleInBothThemes(page: Page, within?: string): Promise<void> {
  await showTheme(page, "light");
  await expectAccessible(page, within);
  await showTheme(page, "dark");
  expect(await violationsOf(page, { within, rules: OF_COLOUR })).toEqual([]);
}

/** As on a device in that theme, with no colour on its way to another any more. */
export async function showTheme(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  // The page where the local payment server takes payments is none of the product's: it follows the device by itself.
  if ((await page.locator("html[data-choice]").count()) > 0) {
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
  }
  await page.evaluate(() => {
    for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
  });
}

/** Everything the browser complains about on this page from now on: refused scripts, failed requests, errors. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  return complaints;
}
