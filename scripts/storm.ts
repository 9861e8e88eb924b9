// npm run storm: the long proof of the ledger. See docs/proof.md.
import { parseArgs } from "node:util";
import { surround } from "./storm/surroundings";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    servers: { type: "string", default: "200" },
    databases: { type: "string", default: "50" },
    wires: { type: "string", default: "50" },
    port: { type: "string", default: "54600" },
  },
});
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const say = (line: string) => console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);

const began = performance.now();
say(`Seed ${seed}. To repeat: npm run storm -- --seed=${seed}`);
const around = await surround(".data/storm-postgres", Number(values.port));
const { weather } = await import("./storm/crash");
const blows = {
  server: Number(values.servers),
  database: Number(values.databases),
  wire: Number(values.wires),
};
const { violations, ...counts } = await weather({ around, seed, blows, say });
await around.stop();
const minutes = ((performance.now() - began) / 60_000).toFixed(1);
say(`${counts.acts} acts, ${counts.retries} of them asked again, in ${minutes} minutes`);
console.log(`${counts.blows} blows, ${violations.length} violations`);
process.exit(violations.length === 0 ? 0 : 1);
