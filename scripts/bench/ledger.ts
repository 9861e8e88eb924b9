import { parseArgs } from "node:util";
import { closeDatabase } from "@/lib/platform/db";
import { preparePeer, prepareWrites } from "./ledger/prepare";
import { startServers } from "./ledger/servers";
import { measureWrites } from "./ledger/writes";

const HELP = `npm run bench ledger [-- options]
  --quick          every figure, from tiny slices and few rows: shows that the bench works, measures nothing
  --peer FILE      also drives the ledger that this SQL file makes (see scripts/bench/ledger/prepare.ts)
  --only CASES     writes only, and of them the cases that match, such as "hot 32"`;

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
    peer: { type: "string" },
    only: { type: "string" },
  },
});

async function main() {
  if (values.help) return console.log(HELP);
  await prepareWrites();
  if (values.peer) await preparePeer(values.peer);
  const servers = await startServers(2);
  const writes = await measureWrites(
    servers,
    {
      rounds: values.quick ? 1 : 4,
      milliseconds: values.quick ? 30 : 1_000,
      peer: Boolean(values.peer),
      ...(values.only ? { only: new RegExp(values.only) } : {}),
    },
    (figure) => console.log(Object.values(figure).join("\t")),
  );
  await servers.stop();
  await closeDatabase();
  console.log(JSON.stringify({ writes }));
}

await main();
