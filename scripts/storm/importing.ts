// Clients who import leads at 70.00 each, and servers that die in the middle of it.

import { entriesIn } from "@/lib/credits/mutations/door/testing";
import { verifyLedger } from "@/lib/credits/queries/verify";
import { grantFor, importOf, member, names, truth } from "@/lib/leads/mutations/testing";
import { newId } from "@/lib/platform/ids";
import { newHome } from "./home";
import { noticeFaults, relayTwice } from "./notices";
import { type Around, persist, type Scene } from "./scene";

const PRICE = 7_000;
const LEADS = 120;

/** Someone who imports one list after another; each twice at once, as two workers may. */
export async function importing(around: Around): Promise<Scene> {
  const { servers } = around;
  const home = await persist(newHome);
  const { workspaceId } = home;
  let lists = 0;

  return {
    name: "importing",
    callers: 1,
    async act() {
      lists += 1;
      const content = names(LEADS, `list${lists}user`);
      // An upload that was cut off stays in the list of waiting files, of which a member may have few: each try is by
      // another member.
      const upload = () => importOf(workspaceId, content, "usernames", newId());
      const { id: importId } = await persist(upload);
      await persist(() => grantFor(workspaceId, LEADS));
      const ids = { workspaceId, importId };
      const started = await servers.ask<{ ok: boolean }>({
        what: "start-import",
        ...ids,
        actorId: member,
      });
      if (!started.ok) throw new Error(`An import was refused: ${JSON.stringify(started)}`);
      await Promise.all([
        servers.ask({ what: "import", ...ids }),
        servers.ask({ what: "import", ...ids }),
        relayTwice(servers, home),
      ]);
    },
    async check() {
      const { charged, leads, held, entries } = await persist(() => truth(workspaceId));
      const verified = await persist(() => verifyLedger(workspaceId, "lead"));
      const rows = await persist(() => entriesIn(workspaceId, "lead"));
      return [
        ...(await noticeFaults(around, home, { kind: "lead", entries: rows })),
        ...(verified.ok ? [] : [verified.difference]),
        ...(leads === lists * LEADS ? [] : [`${leads} leads of ${lists * LEADS} were imported.`]),
        ...(charged === leads * PRICE ? [] : [`${leads} leads were charged ${charged}.`]),
        ...(entries === leads ? [] : [`${leads} leads, but ${entries} on lists.`]),
        ...(held === 0 ? [] : [`${held} are held though every import is done.`]),
      ].map((fault) => `imports of ${workspaceId}: ${fault}`);
    },
  };
}
