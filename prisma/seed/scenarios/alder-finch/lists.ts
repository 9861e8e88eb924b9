import { inWorkspace } from "@/lib/platform/db";
import { PATIENCE } from "../../tools/book";
import { idFrom, type Random } from "../../tools/random";
import type { Delivery } from "./lead-credits";

const FIRST =
  "Ana Rui Marta Diogo Inês Tiago Clara Luís Joana Bruno Rita André Sara Paulo Teresa Nuno Vera Hugo Lena Miguel".split(
    " ",
  );
const LAST =
  "Silva Costa Ferreira Rocha Pinto Sousa Almeida Nunes Lopes Matos Duarte Vieira Campos Neves Reis Antunes".split(
    " ",
  );

type About = { bios: string[]; places: string[] };

const CAFES = [
  "Owner of a corner café",
  "Runs two espresso bars",
  "Roaster and café owner",
  "Brunch place and bakery",
];
const LISTS: Record<string, About> = {
  "Café owners, Lisbon": { bios: CAFES, places: ["Lisboa"] },
  "Café owners, Portugal": { bios: CAFES, places: ["Lisboa", "Porto", "Braga", "Coimbra", "Faro"] },
  "Espresso bars": {
    bios: ["Head barista", "Latte art, mornings", "Opens at seven", "Espresso and records"],
    places: ["Lisboa", "Porto", "Madrid"],
  },
  "Roasters, Porto": {
    bios: ["Head roaster", "Green coffee buyer", "Small-batch roastery", "Roasts on Saturdays"],
    places: ["Porto"],
  },
  "Food writers": {
    bios: ["Writes about food", "Restaurant critic", "A newsletter on bread", "Cookbook editor"],
    places: ["Lisboa", "Porto", "London"],
  },
  "Head of marketing, food": {
    bios: ["Marketing lead, food brand", "Brand and growth", "Head of marketing, bakery chain"],
    places: ["Lisboa", "Porto", "Madrid", "Barcelona"],
  },
  "Buyers, hotels": {
    bios: ["Purchasing, city hotel", "Food and beverage buyer", "Hotel procurement"],
    places: ["Lisboa", "Porto", "Faro", "Funchal"],
  },
};

/** Inserted at once, in a transaction of its own: short also where the machine is slow. */
const BATCH = 500;

/** The lead lists, as the imports and the sourcing of the history have filled them. */
export async function makeLists(
  workspaceId: string,
  deliveries: readonly Delivery[],
  random: Random,
): Promise<void> {
  const listIdOf = (list: string) => idFrom(workspaceId, "list", list);
  const usernames = usernamesFrom(random);
  const inOrder = deliveries.toSorted((a, b) => a.at - b.at);
  const leads = inOrder.flatMap((delivery) =>
    Array.from({ length: delivery.leads }, (_, index) => ({
      listId: listIdOf(delivery.list),
      row: leadOf(workspaceId, delivery, index, { random, usernames }),
    })),
  );
  for (const [name, { at, by }] of firstOfEach(inOrder)) {
    const list = { workspaceId, id: listIdOf(name), name, createdBy: by, createdAt: new Date(at) };
    await inWorkspace(workspaceId, (tx) =>
      tx.leadList.createMany({ data: [list], skipDuplicates: true }),
    );
  }
  for (let start = 0; start < leads.length; start += BATCH) {
    const batch = leads.slice(start, start + BATCH);
    const entries = batch.map(({ listId, row }) => ({
      workspaceId,
      listId,
      leadId: row.id,
      addedAt: row.createdAt,
    }));
    await inWorkspace(
      workspaceId,
      async (tx) => {
        await tx.lead.createMany({ data: batch.map(({ row }) => row), skipDuplicates: true });
        await tx.leadListEntry.createMany({ data: entries, skipDuplicates: true });
      },
      { timeout: PATIENCE },
    );
  }
}

const firstOfEach = (inOrder: readonly Delivery[]): [string, Delivery][] =>
  [...new Set(inOrder.map(({ list }) => list))].flatMap((list) => {
    const first = inOrder.find((delivery) => delivery.list === list);
    return first ? [[list, first] as [string, Delivery]] : [];
  });

type Sources = { random: Random; usernames: (first: string, last: string) => string };

function leadOf(
  workspaceId: string,
  { list, source, at }: Delivery,
  index: number,
  { random, usernames }: Sources,
) {
  const { bios, places } = LISTS[list] ?? { bios: CAFES, places: ["Lisboa"] };
  const [first, last] = [random.pick(FIRST), random.pick(LAST)];
  const username = usernames(first, last);
  return {
    workspaceId,
    id: idFrom(workspaceId, "lead", list, source, String(at), String(index)),
    username,
    usernameKey: username,
    name: `${first} ${last}`,
    bio: random.pick(bios),
    location: random.pick(places),
    followers: BigInt(random.between(120, 18_000)),
    following: BigInt(random.between(80, 1_900)),
    source,
    createdAt: new Date(at),
  };
}

/** Usernames that are all different: two leads of one name would be one lead. At most 15 characters of a-z, 0-9, _. */
function usernamesFrom(random: Random): Sources["usernames"] {
  const taken = new Set<string>();
  return (first, last) => {
    const plain = (name: string) => name.normalize("NFKD").replace(/\W/g, "").toLowerCase();
    const base = random
      .pick([
        `${plain(first)}_${plain(last)}`,
        `${plain(first)}${plain(last)}`,
        `${plain(last)}_${plain(first)}`,
        `${plain(first).slice(0, 1)}${plain(last)}`,
      ])
      .slice(0, 11);
    let username = base;
    while (taken.has(username)) username = `${base}${random.between(1, 9_999)}`;
    taken.add(username);
    return username;
  };
}
