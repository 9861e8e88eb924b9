import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { credits } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import { createApiKey } from "@/lib/identity/mutations/api-keys";
import { signUp } from "@/lib/identity/mutations/users";
import { sessionCookie } from "@/lib/identity/providers/session-cookie";
import { findMember } from "@/lib/identity/queries/memberships";
import { newId } from "@/lib/platform/ids";
import { quantile, round } from "./ledger/drive";
import { row, title } from "./ledger/table";
import { type Server, startServer } from "./live/servers";
import { Tab } from "./live/tabs";
import { runBench } from "./report";

const HELP = `npm run bench live [-- options]
  --tabs COUNT     open pages, half on each of two servers (200)
  --changes COUNT  entries from each of the three sources (200)
  --port PORT      the first server's port (56900)`;

const { values } = parseArgs({
  options: {
    help: { type: "boolean", default: false },
    tabs: { type: "string", default: "200" },
    changes: { type: "string", default: "200" },
    port: { type: "string", default: "56900" },
  },
});

type Source = "another process" | "this server's API" | "the other server's API";
type Change = { source: Source; asked: number; seq: number };

/** How long after it was asked for an entry is on every open page, whoever made it, with pages that lose their stream. */
async function measureLive() {
  const member = await workspace();
  const cookie = await sessionCookie(member.userId);
  const key = await createApiKey(member, {
    name: "Bench",
    scopes: ["credits:spend"],
    lifetime: null,
  });
  if (!key.ok) throw new Error("No key could be made.");

  const servers = await Promise.all(
    [0, 1].map((index) => startServer(Number(values.port) + index)),
  );
  try {
    const tabs = servers.flatMap(({ origin }) => {
      const address = `${origin}/api/events?workspace=${member.slug}`;
      const here = Number(values.tabs) / servers.length;
      return Array.from({ length: here }, () => new Tab(address, `${cookie.name}=${cookie.value}`));
    });
    await Promise.all(tabs.map((tab) => tab.open()));
    const changes = await makeChanges(member.workspaceId, key.secret, servers, (turn) => {
      // Before every third change one page in twenty loses its stream.
      if (turn % 3 === 0)
        for (const tab of tabs.filter((_, at) => at % 20 === turn % 20)) tab.cut();
    });
    await untilShown(tabs, Math.max(...changes.map(({ seq }) => seq)));
    await Promise.all(tabs.map((tab) => tab.close()));
    return told(tabs, changes);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

/** Ten seconds for whoever is behind; who then still is, is told. */
async function untilShown(tabs: readonly Tab[], newest: number): Promise<void> {
  const until = performance.now() + 10_000;
  const isBehind = (tab: Tab) => tab.showedAt(newest) === Number.POSITIVE_INFINITY;
  while (performance.now() < until && tabs.some(isBehind)) await pause(50);
}

async function workspace() {
  const made = await signUp(
    { email: "bench@example.com", name: "Bench", emailVerified: true },
    { name: "Bench", timeZone: "UTC" },
  );
  if (!made.ok) throw new Error("The workspace exists already.");
  const member = await findMember(made.userId, made.slug);
  if (!member) throw new Error("Nobody is in the workspace.");
  return { ...member, slug: made.slug };
}

async function makeChanges(
  workspaceId: string,
  secret: string,
  servers: readonly Server[],
  before: (turn: number) => void,
): Promise<Change[]> {
  const granted = await post(workspaceId, "ai", {
    type: "grant",
    key: newId(),
    lotId: newId(),
    source: "grant",
    sourceId: null,
    label: "A lot",
    amount: credits(100_000_000),
    expiresAt: null,
    actor: { type: "system" },
    reason: "Measured",
  });
  if (!granted.ok) throw new Error("A grant was refused.");
  const sources: readonly [Source, () => Promise<number>][] = [
    ["another process", () => chargeHere(workspaceId)],
    ["this server's API", () => chargeAt(servers[0] as Server, secret)],
    ["the other server's API", () => chargeAt(servers[1] as Server, secret)],
  ];
  const changes: Change[] = [];
  for (let turn = 0; turn < Number(values.changes); turn++) {
    for (const [source, charge] of sources) {
      before(turn);
      const asked = performance.now();
      changes.push({ source, asked, seq: await charge() });
      // One after another, as people work; the pages have time to show each.
      await pause(120);
    }
  }
  return changes;
}

async function chargeHere(workspaceId: string): Promise<number> {
  const answer = await post(workspaceId, "ai", {
    type: "charge",
    key: newId(),
    amount: credits(100),
    actor: { type: "system" },
    reason: "Measured",
    operation: "content_generation",
  });
  if (!answer.ok) throw new Error(`A charge was refused: ${answer.reason}`);
  return answer.seq;
}

async function chargeAt({ origin }: Server, secret: string): Promise<number> {
  const response = await fetch(`${origin}/api/v1/charges`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${secret}`,
      "content-type": "application/json",
      "idempotency-key": newId(),
    },
    body: JSON.stringify({ operation: "custom:measured", kind: "ai", amount: "1.00" }),
  });
  const answer = (await response.json()) as { id?: string };
  if (!response.ok) throw new Error(`A charge was refused: ${JSON.stringify(answer)}`);
  return Number(answer.id?.split("-").at(-1));
}

function told(tabs: readonly Tab[], changes: readonly Change[]) {
  title(`From the question to ${tabs.length} open pages, ms`, ["source", "p50", "p99", "slowest"]);
  const figures = (["another process", "this server's API", "the other server's API"] as const).map(
    (source) => {
      const waits = changes
        .filter((change) => change.source === source)
        .flatMap(({ asked, seq }) => tabs.map((tab) => tab.showedAt(seq) - asked));
      const [p50, p99, slowest] = [0.5, 0.99, 1].map((share) => round(quantile(waits, share), 1));
      row([source, p50 ?? 0, p99 ?? 0, slowest ?? 0]);
      return { source, p50, p99, slowest };
    },
  );
  const reconnects = tabs.reduce((sum, tab) => sum + tab.reconnects, 0);
  const newest = Math.max(...changes.map(({ seq }) => seq));
  const missed = tabs.filter((tab) => tab.showedAt(newest) === Infinity).length;
  const wentBack = tabs.reduce((sum, tab) => sum + tab.wentBack, 0);
  console.log(
    `\n${reconnects} reconnects; pages behind at the end: ${missed}; steps back: ${wentBack}`,
  );
  return { tabs: tabs.length, figures, reconnects, missed, wentBack };
}

await runBench({
  help: values.help && HELP,
  measure: measureLive,
  show: ({ missed, wentBack }) => {
    if (missed + wentBack > 0) process.exitCode = 1;
  },
});
