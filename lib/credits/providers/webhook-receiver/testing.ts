import { createServer } from "node:http";
import { afterAll } from "vitest";

/** One request as it arrived, with what of its headers a receiver goes by. */
type Delivery = { payload: string; signature: string; id: string };

/**
 * A webhook of this test file's own: it keeps what it receives and replies with the next of `answers`, or 200. Until the
 * file is done.
 */
export async function webhookReceiver() {
  const heard: Delivery[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      heard.push({
        payload: Buffer.concat(chunks).toString(),
        signature: String(request.headers["wellspent-signature"]),
        id: String(request.headers["wellspent-notice"]),
      });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/hook`,
    heard,
    answers,
    /** Forgets all requests and replies. */
    forget() {
      heard.length = 0;
      answers.length = 0;
    },
  };
}
