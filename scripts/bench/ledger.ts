import { closeDatabase } from "@/lib/platform/db";
import { readOptions } from "../options";
import { measureLedger, PARTS } from "./ledger/measure";
import { summary } from "./ledger/summary";

const HELP = `npm run bench ledger [-- options]
  --quick          every figure, from tiny slices and few rows: shows that the bench works, measures nothing
  --peer FILE      also drives the ledger that this SQL file makes (see scripts/bench/ledger/prepare.ts)
  --entries COUNT  how many entries the reads are measured on (10000000)
  --cases PATTERN  of the writes only the cases that match, such as "hot 32"
  --only PART      ${PARTS.join(", ")}`;

const values = readOptions(HELP, {
  quick: { type: "boolean", default: false },
  peer: { type: "string" },
  entries: { type: "string" },
  cases: { type: "string" },
  only: { type: "string" },
});

const only = PARTS.find((part) => part === values.only) ?? null;

if (values.only && !only) {
  console.error(`There is no part "${values.only}": ${PARTS.join(", ")}.`);
  process.exitCode = 1;
} else {
  const figures = await measureLedger({
    quick: values.quick,
    peer: values.peer ?? null,
    entries: Number(values.entries ?? (values.quick ? 10_000 : 10_000_000)),
    cases: new RegExp(values.cases ?? ""),
    only,
  });
  await closeDatabase();
  console.log(`\n${summary(figures)}\n`);
  console.log(JSON.stringify(figures));
}
