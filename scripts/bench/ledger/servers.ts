import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type Driven, together } from "./drive";
import type { Slice } from "./server";

const SCRIPT = fileURLToPath(new URL("server.ts", import.meta.url));

/** The options with which a process of the bench runs TypeScript. */
export const AS_THE_PRODUCT = ["--conditions=react-server", "--import", "tsx"];

export type Servers = {
  /** Lets the first `count` servers work at the same time, with the callers divided among them. */
  work(count: number, slice: Slice): Promise<Driven>;
  stop(): Promise<void>;
};

/** Starts server processes; each has its own door. */
export async function startServers(count: number): Promise<Servers> {
  const children = Array.from({ length: count }, () =>
    fork(SCRIPT, { serialization: "advanced", execArgv: AS_THE_PRODUCT }),
  );
  await Promise.all(children.map((child) => answerOf<"ready">(child)));
  return {
    work: async (working, slice) => {
      const callers = Math.ceil(slice.callers / working);
      const answers = children.slice(0, working).map((child) => {
        const answer = answerOf<Driven>(child);
        child.send({ ...slice, callers });
        return answer;
      });
      return together(await Promise.all(answers));
    },
    stop: async () => {
      await Promise.all(
        children.map((child) => {
          const gone = once(child, "exit");
          child.send("end");
          return gone;
        }),
      );
    },
  };
}

function answerOf<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const died = () => reject(new Error("A server of the bench died."));
    child.once("exit", died);
    child.once("message", (answer) => {
      child.off("exit", died);
      resolve(answer as T);
    });
  });
}
