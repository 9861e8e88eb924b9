import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Where a page streams in what it showed a placeholder for: React sends each such part in an element of its own. */
const LATE_PART = /(?=<div hidden id="S:)/;

export type SlowStreaming = {
  /** The product's address through this door: what it sends is the same, and comes when it is let go. */
  address: string;
  /** How many parts of the page that was asked for last still wait. */
  waiting: () => number;
  letNextGo: () => void;
  close: () => Promise<void>;
};

/** A door to the product that holds back what a page streams in, part by part. Everything else passes as it is. */
export async function slowStreaming(target: string): Promise<SlowStreaming> {
  const { port, hostname, host } = new URL(target);
  const held: (() => void)[] = [];
  const server = createServer((asked, answer) => {
    const page = asked.headers.accept?.includes("text/html") ?? false;
    const headers = { ...asked.headers, host, ...(page ? { "accept-encoding": "identity" } : {}) };
    const about = { port, hostname, method: asked.method, path: asked.url, headers };
    const onward = request(about, (came) => {
      answer.writeHead(came.statusCode ?? 502, came.headers);
      if (page) void holdBack(came, answer, held);
      else came.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    answer.on("close", () => onward.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((listening) => server.listen(0, listening));
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}`,
    waiting: () => held.length,
    letNextGo: () => held.shift()?.(),
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

async function holdBack(
  came: IncomingMessage,
  answer: ServerResponse,
  held: (() => void)[],
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of came) chunks.push(chunk as Buffer);
  const [first = "", ...late] = Buffer.concat(chunks).toString("utf8").split(LATE_PART);
  answer.write(first);
  if (late.length === 0) answer.end();
  for (const [at, part] of late.entries()) {
    held.push(() => (at === late.length - 1 ? answer.end(part) : answer.write(part)));
  }
}
