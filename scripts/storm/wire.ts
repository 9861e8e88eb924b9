// What lies between the servers and PostgreSQL: a wire that can be cut, and that finds a database that came back.
import { connect, createServer, type Socket } from "node:net";

/** Listens on a free port and passes everything on to the port that `target` names at that moment. */
export async function startWire(target: () => number) {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target(), "127.0.0.1");
    const ends = [near, far];
    for (const end of ends) {
      open.add(end);
      end.on("error", () => {});
      end.on("close", () => {
        open.delete(end);
        for (const other of ends) other.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    /** Cuts each connection for which `chosen` says so, with whatever is on its way. */
    cut(chosen: () => boolean): number {
      const victims = [...open].filter(chosen);
      for (const socket of victims) socket.resetAndDestroy();
      return victims.length;
    },
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
