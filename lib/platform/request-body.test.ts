import { expect, test } from "vitest";
import { readBody } from "./request-body";

/** A body of unknown length in portions of a kilobyte; `sent` counts those that were asked for. */
function chunked(kilobytes: number) {
  const sent = { portions: 0, stopped: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (sent.portions === kilobytes) return controller.close();
        sent.portions++;
        controller.enqueue(new Uint8Array(1024).fill(97));
      },
      cancel: () => {
        sent.stopped = true;
      },
    },
    { highWaterMark: 0 },
  );
  const init = { method: "POST", body, duplex: "half" } as RequestInit;
  return { request: new Request("http://localhost/", init), sent };
}

test("a body within the limit is read whole", async () => {
  const { request } = chunked(4);
  expect((await readBody(request, 4 * 1024))?.length).toBe(4 * 1024);
  expect(await readBody(new Request("http://localhost/"), 10)).toEqual(Buffer.alloc(0));
});

test("a body without a length is not read past the limit", async () => {
  const { request, sent } = chunked(1_000_000);
  expect(await readBody(request, 4 * 1024)).toBeNull();
  expect(sent).toEqual({ portions: 5, stopped: true });
});

test("a body that announces too much is not read at all", async () => {
  const { request, sent } = chunked(2);
  request.headers.set("content-length", "5000");
  expect(await readBody(request, 4 * 1024)).toBeNull();
  expect(sent.portions).toBe(0);
});
