// Clients at work, and one blow after another: servers killed, PostgreSQL killed, wires cut. After each, everything is checked.
import { setTimeout as pause } from "node:timers/promises";
import { type Random, randomFrom } from "@/prisma/seed/tools/random";
import { buying } from "./buying";
import type { Database } from "./database";
import { importing } from "./importing";
import { Crowd, type Scene } from "./scene";
import { Servers } from "./servers";
import { spending } from "./spending";
import type { Surroundings } from "./surroundings";
import { toppingUp } from "./topping-up";

/** How many of each: servers, PostgreSQL as a whole, single backends of it, and connections. */
type Blows = { server: number; postgres: number; backend: number; wire: number };

export type Storm = {
  around: Surroundings;
  seed: number;
  blows: Blows;
  /** Called after each blow. */
  say: (line: string) => void;
};

export type CrashResult = {
  /** How many of each kind hit something. */
  struck: Record<string, number>;
  acts: number;
  retries: number;
  /** Notices that people got. */
  told: number;
  violations: string[];
};

/** `strike` returns how many processes or connections it hit. */
type Blow = { name: string; strike: () => number | Promise<number> };

const SERVERS = 3;
/** After each blow time leaps: past some of what the spenders hold, or past all of it. */
const SOME_MS = 20_000;
const ALL_MS = 10 * 60_000;

/** Must be imported only once its surroundings exist. Ends with every server process gone. */
export async function crashUnderLoad({
  around: where,
  seed,
  blows,
  say,
}: Storm): Promise<CrashResult> {
  const { database, payments } = where;
  const random = randomFrom(seed);
  const servers = new Servers(where.forServers, random.pick);
  await servers.start(SERVERS);
  payments.onDelivery(({ body, signature }) => servers.forward(body, signature));

  const around = { servers, random, told: new Map<string, number>() };
  const scenes = [
    await spending(around),
    await spending(around),
    await importing(around),
    await buying(around, payments),
    await toppingUp(around, payments),
  ];
  const crowd = new Crowd(scenes);
  const violations: string[] = [];
  const order = shuffled(blowsOf(blows, { database, servers, random }), random);
  const struck: Record<string, number> = {};
  for (const [index, blow] of order.entries()) {
    crowd.wake();
    await pause(random.between(50, 500));
    await untilItHits(blow);
    struck[blow.name] = (struck[blow.name] ?? 0) + 1;
    await pause(random.between(0, 150));
    await crowd.rest();
    await servers.sweepAfter(random.once(4) ? ALL_MS : random.between(0, SOME_MS));
    const found = [...(await checkAll(scenes)), ...fallen(servers)];
    violations.push(...found);
    const wrong = found.map((fault) => `\n  VIOLATION ${fault}`).join("");
    say(`${index + 1}/${order.length} ${blow.name}: ${crowd.acts} acts so far${wrong}`);
  }
  await servers.stop();
  const told = [...around.told.values()].reduce((sum, count) => sum + count, 0);
  return { struck, acts: crowd.acts, retries: servers.retries, told, violations };
}

async function checkAll(scenes: readonly Scene[]): Promise<string[]> {
  return (await Promise.all(scenes.map((scene) => scene.check()))).flat();
}

function fallen(servers: Servers): string[] {
  const { fallen } = servers;
  servers.fallen = 0;
  return fallen === 0 ? [] : [`${fallen} servers ended though nobody killed them`];
}

/** A blow that hit nothing does not count: it is struck again at once. */
async function untilItHits({ name, strike }: Blow): Promise<void> {
  for (let attempt = 1; (await strike()) === 0; attempt++) {
    if (attempt === 100) throw new Error(`"${name}" hit nothing in ${attempt} attempts.`);
    await pause(10);
  }
}

function blowsOf(
  { server, postgres, backend, wire }: Blows,
  { database, servers, random }: { database: Database; servers: Servers; random: Random },
): Blow[] {
  const onPostgres: Blow[] = [
    { name: "PostgreSQL killed", strike: database.killAll },
    { name: "PostgreSQL stopped at once", strike: database.stopAtOnce },
  ];
  const onWires: Blow[] = [
    { name: "backends terminated", strike: () => database.terminateBackends(4) },
    { name: "wires cut", strike: () => database.cutWires(() => random.once(2)) },
  ];
  return [
    ...inTurn([{ name: "a server killed", strike: () => servers.kill() }], server, random),
    ...inTurn(onPostgres, postgres, random),
    ...inTurn(
      [{ name: "a backend killed", strike: () => database.killBackend(random.pick) }],
      backend,
      random,
    ),
    ...inTurn(onWires, wire, random),
  ];
}

/** One kind after the other; the seed decides which is first. */
function inTurn(kinds: readonly Blow[], count: number, random: Random): Blow[] {
  const first = random.between(0, kinds.length - 1);
  return Array.from({ length: count }, (_, index) => kinds[(first + index) % kinds.length]).flatMap(
    (blow) => blow ?? [],
  );
}

const shuffled = (blows: readonly Blow[], random: Random): Blow[] =>
  blows
    .map((blow) => ({ blow, rank: random.next() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ blow }) => blow);
