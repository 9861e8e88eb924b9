import { closeDatabase } from "@/lib/platform/db";
import { CONTENDERS, type Contender, type Where } from "./contenders";
import { drive } from "./drive";

/** A slice of one contender's work, asked of a server process. */
export type Slice = {
  contender: Contender;
  where: Where;
  callers: number;
  milliseconds: number;
};

/** A server process with its own door and its own pool, which works as it is told over IPC. */
process.on("message", (slice: Slice | "end") => {
  if (slice === "end") {
    void closeDatabase().then(() => process.disconnect());
    return;
  }
  const work = CONTENDERS[slice.contender];
  drive(() => work(slice.where), slice.callers, slice.milliseconds).then(
    (driven) => process.send?.(driven),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.send?.("ready");
