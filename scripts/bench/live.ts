import { setTimeout as pause } from "node:timers/promises";
import { KINDS } from "@/lib/credits/core/amount";
import { createApiKey } from "@/lib/identity/mutations/api-keys";
import { signUp } from "@/lib/identity/mutations/users";
import { sessionCookie } from "@/lib/identity/providers/session-cookie";
import { findMember } from "@/lib/identity/queries/memberships";
import { env } from "@/lib/platform/env";
import { readOptions } from "../options";
import { quantile, round } from "./ledger/drive";
import { row, title } from "./ledger/table";
import { startServer } from "./live/servers";
import { type Change, fill, type Source, sourcesOf } from "./live/sources";
import { Tab } from "./live/tabs";
import { runBench } from "./report";

const HELP = `npm run bench live [-- options]
  --tabs COUNT     open pages, half on each of two servers (200)
  --changes COUNT  how often each source writes (200)`;

const values = readOptions(HELP, {
  tabs: { type: "string", default: "200" },
  changes: { type: "string", default: "200" },
});

/** How long it takes until an entry is on every open page, whoever made it, while pages lose their streams. */
async function measureLive() {
  const member = await workspace();
  const cookie = await sessionCookie(member.userId);
  const key = await createApiKey(member, {
    name: "Bench",
    scopes: ["credits:spend"],
    lifetime: null,
  });
  if (!key.ok) throw new Error("No key could be made.");

  const port = Number(new URL(env.APP_URL).port);
  const jobs = true;
  const servers = await Promise.all([startServer(port, { jobs }), startServer(port + 1, { jobs })]);
  try {
    const sources = sourcesOf({
      member,
      servers,
      secret: key.secret,
      cookie: `${cookie.name}=${cookie.value}`,
    });
    const tabs = servers.flatMap(({ origin }) => {
      const address = `${origin}/api/events?workspace=${member.workspaceSlug}`;
      const here = Number(values.tabs) / servers.length;
      return Array.from({ length: here }, () => new Tab(address, `${cookie.name}=${cookie.value}`));
    });
    await Promise.all(tabs.map((tab) => tab.open()));
    await fill(member.workspaceId);
    const made = await makeChanges(sources, (turn) => {
      // Before every third change one page in twenty loses its stream.
      if (turn % 3 === 0)
        for (const tab of tabs.filter((_, at) => at % 20 === turn % 20)) tab.cut();
    });
    const newest = newestOf(made.flatMap(({ changes }) => changes));
    await untilShown(tabs, newest);
    await Promise.all(tabs.map((tab) => tab.close()));
    return told(tabs, made, newest);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

/** The last entry of each kind of credits. */
const newestOf = (changes: readonly Change[]): Change[] =>
  KINDS.flatMap((kind) => {
    const ofKind = changes.filter((change) => change.kind === kind);
    return ofKind.toSorted((a, b) => b.seq - a.seq).slice(0, 1);
  });

const isBehind = (tab: Tab, newest: readonly Change[]) =>
  newest.some((change) => tab.showedAt(change) === Number.POSITIVE_INFINITY);

/** Waits ten seconds for pages that are behind; those that still are then are reported. */
async function untilShown(tabs: readonly Tab[], newest: readonly Change[]): Promise<void> {
  const until = performance.now() + 10_000;
  while (performance.now() < until && tabs.some((tab) => isBehind(tab, newest))) await pause(50);
}

async function workspace() {
  const made = await signUp(
    { email: "bench@example.com", name: "Bench", emailVerified: true },
    { name: "Bench", timeZone: "UTC" },
  );
  if (!made.ok) throw new Error("The workspace exists already.");
  const member = await findMember(made.userId, made.slug);
  if (!member) throw new Error("Nobody is in the workspace.");
  return member;
}

type Made = Pick<Source, "name" | "from"> & { changes: Change[] };

async function makeChanges(
  sources: readonly Source[],
  before: (turn: number) => void,
): Promise<Made[]> {
  const made = sources.map(({ name, from }): Made => ({ name, from, changes: [] }));
  for (let turn = 0; turn < Number(values.changes); turn++) {
    for (const [index, source] of sources.entries()) {
      before(turn);
      made[index]?.changes.push(...(await source.make()));
      // One after another, as people work; the pages have time to show each.
      await pause(120);
    }
  }
  return made;
}

function told(tabs: readonly Tab[], made: readonly Made[], newest: readonly Change[]) {
  title(`To ${tabs.length} open pages, ms`, [
    "entries of",
    "entries",
    "from",
    "p50",
    "p99",
    "slowest",
  ]);
  const figures = made.map(({ name, from, changes }) => {
    const waits = changes.flatMap((change) =>
      tabs.map((tab) => tab.showedAt(change) - change.since),
    );
    const [p50, p99, slowest] = [0.5, 0.99, 1].map((share) => round(quantile(waits, share), 1));
    row([name, changes.length, from, p50 ?? 0, p99 ?? 0, slowest ?? 0]);
    return { source: name, from, entries: changes.length, p50, p99, slowest };
  });
  const reconnects = tabs.reduce((sum, tab) => sum + tab.reconnects, 0);
  const missed = tabs.filter((tab) => isBehind(tab, newest)).length;
  const wentBack = tabs.reduce((sum, tab) => sum + tab.wentBack, 0);
  console.log(
    `\n${reconnects} reconnects; pages behind at the end: ${missed}; steps back: ${wentBack}`,
  );
  return { tabs: tabs.length, figures, reconnects, missed, wentBack };
}

await runBench({
  measure: measureLive,
  show: ({ missed, wentBack }) => {
    if (missed + wentBack > 0) process.exitCode = 1;
  },
});
