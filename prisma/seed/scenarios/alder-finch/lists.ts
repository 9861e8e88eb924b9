import { inWorkspace } from "@/lib/platform/db";
import { DAY } from "../../tools/book";
import { idFrom, type Random } from "../../tools/random";
import type { Cast } from "../../tools/workspace";

const FIRST =
  "Ana Rui Marta Diogo Inês Tiago Clara Luís Joana Bruno Rita André Sara Paulo Teresa Nuno Vera Hugo Lena Miguel".split(
    " ",
  );
const LAST =
  "Silva Costa Ferreira Rocha Pinto Sousa Almeida Nunes Lopes Matos Duarte Vieira Campos Neves Reis Antunes".split(
    " ",
  );
const TRADES: Record<string, string[]> = {
  "Café owners, Lisbon": [
    "Owner of a corner café",
    "Runs two espresso bars",
    "Roaster and café owner",
    "Brunch place, Alfama",
  ],
  "Roasters, Porto": [
    "Head roaster",
    "Green coffee buyer",
    "Small-batch roastery",
    "Roasts on Saturdays",
  ],
};

/** Two lead lists, as the imports of the history would have filled them. */
export async function makeLists(
  workspaceId: string,
  cast: Cast,
  now: number,
  random: Random,
): Promise<void> {
  for (const [name, bios] of Object.entries(TRADES)) {
    const size = name.startsWith("Café") ? 184 : 48;
    const createdAt = new Date(now - (name.startsWith("Café") ? 79 : 44) * DAY);
    const listId = idFrom(workspaceId, "list", name);
    const leads = Array.from({ length: size }, (_, index) => {
      const [first, last] = [random.pick(FIRST), random.pick(LAST)];
      const username = `${first}.${last}${random.between(1, 99)}`
        .normalize("NFKD")
        .replace(/[^\w.]/g, "")
        .toLowerCase();
      return {
        workspaceId,
        id: idFrom(workspaceId, "lead", name, String(index)),
        username,
        usernameKey: username,
        name: `${first} ${last}`,
        bio: random.pick(bios),
        location: name.includes("Porto") ? "Porto" : "Lisboa",
        followers: BigInt(random.between(120, 18_000)),
        following: BigInt(random.between(80, 1_900)),
        source: name.startsWith("Café") ? "Followers of @fabricacoffee" : "roasters-porto.csv",
        createdAt,
      };
    });
    await inWorkspace(workspaceId, async (tx) => {
      await tx.leadList.createMany({
        data: [{ workspaceId, id: listId, name, createdBy: cast.tomasz, createdAt }],
        skipDuplicates: true,
      });
      await tx.lead.createMany({ data: leads, skipDuplicates: true });
      // Two leads of one name are one lead: only those that are there go on the list.
      const there = await tx.lead.findMany({
        where: { workspaceId, id: { in: leads.map(({ id }) => id) } },
        select: { id: true },
      });
      await tx.leadListEntry.createMany({
        data: there.map(({ id }) => ({ workspaceId, listId, leadId: id, addedAt: createdAt })),
        skipDuplicates: true,
      });
    });
  }
}
