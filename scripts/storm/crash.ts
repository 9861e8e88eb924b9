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

/** How many of each kind. */
export type Blows = { server: number; database: number; wire: number };

export type Storm = {
  around: Surroundings;
  seed: number;
  blows: Blows;
  /** Told after each blow. */
  say: (line: string) => void;
};

export type Weathered = {
  blows: number;
  acts: number;
  retries: number;
  /** Notices that people got. */
  told: number;
  violations: string[];
};

type Blow = { name: string; strike: () => unknown };

const SERVERS = 3;
/** Past every hold and lot of the spenders, so that a sweep must end them all. */
const LEAP_MS = 10 * 60_000;

/** To be imported once its surroundings are there. Ends with every server process gone. */
export async function weather({ around: where, seed, blows, say }: Storm): Promise<Weathered> {
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
  for (const [index, blow] of order.entries()) {
    crowd.wake();
    await pause(random.between(50, 500));
    await blow.strike();
    await pause(random.between(0, 150));
    await crowd.rest();
    if (index % 4 === 3) await sweep(servers);
    const found = [...(await checkAll(scenes)), ...fallen(servers)];
    violations.push(...found);
    const wrong = found.map((fault) => `\n  VIOLATION ${fault}`).join("");
    say(`${index + 1}/${order.length} ${blow.name}: ${crowd.acts} acts so far${wrong}`);
  }
  await servers.stop();
  const told = [...around.told.values()].reduce((sum, count) => sum + count, 0);
  return { blows: order.length, acts: crowd.acts, retries: servers.retries, told, violations };
}

async function checkAll(scenes: readonly Scene[]): Promise<string[]> {
  return (await Promise.all(scenes.map((scene) => scene.check()))).flat();
}

function fallen(servers: Servers): string[] {
  const { fallen } = servers;
  servers.fallen = 0;
  return fallen === 0 ? [] : [`${fallen} servers ended though nobody killed them`];
}

/** Time passes, and the product's own sweep writes what is due. */
async function sweep(servers: Servers): Promise<void> {
  servers.ahead += LEAP_MS;
  await servers.ask({ what: "sweep" });
}

function blowsOf(
  { server, database: ofDatabase, wire }: Blows,
  { database, servers, random }: { database: Database; servers: Servers; random: Random },
): Blow[] {
  const onDatabase: Blow[] = [
    { name: "PostgreSQL killed", strike: database.killAll },
    { name: "a backend killed", strike: () => database.killBackend(random.pick) },
    { name: "PostgreSQL stopped at once", strike: database.stopAtOnce },
  ];
  const onWires: Blow[] = [
    { name: "backends terminated", strike: () => database.terminateBackends(4) },
    { name: "wires cut", strike: () => database.cutWires(() => random.once(2)) },
  ];
  return [
    ...repeated([{ name: "a server killed", strike: () => servers.kill() }], server),
    ...repeated(onDatabase, ofDatabase),
    ...repeated(onWires, wire),
  ];
}

const repeated = (kinds: readonly Blow[], count: number): Blow[] =>
  Array.from({ length: count }, (_, index) => kinds[index % kinds.length]).flatMap(
    (blow) => blow ?? [],
  );

const shuffled = (blows: readonly Blow[], random: Random): Blow[] =>
  blows
    .map((blow) => ({ blow, rank: random.next() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ blow }) => blow);
