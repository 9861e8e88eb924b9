import { sessionCookie } from "@/lib/identity/providers/session-cookie";
import { alderFinch } from "@/prisma/seed/scenarios/alder-finch";
import { findCast } from "@/prisma/seed/tools/workspace";
import { startServer } from "../live/servers";

export const SLUG = "alder-finch";

export type Demo = {
  origin: string;
  /** The workspace's owner is signed in with it. */
  cookie: { name: string; value: string };
  stop: () => Promise<void>;
};

/** Serves the production build with the demo workspace's ninety days. */
export async function serveDemo(port: number): Promise<Demo> {
  const cast = await findCast();
  await alderFinch(cast);
  const cookie = await sessionCookie(cast.ines);
  const server = await startServer(port);
  // The product calls itself localhost.
  return { origin: server.origin.replace("127.0.0.1", "localhost"), cookie, stop: server.stop };
}
