import { expect, test } from "vitest";
import { eventStream, type Stream } from "@/lib/platform/event-stream";
import { closeOnShutdown } from "@/lib/platform/shutdown";

function opened(whose = "ines") {
  const leave = new AbortController();
  const seen = { ended: 0, stream: null as Stream | null };
  const response = eventStream(leave.signal, whose, (stream) => {
    seen.stream = stream;
    return () => {
      seen.ended += 1;
    };
  });
  return { leave, seen, response };
}

test("events are written as the browser reads them, and what was begun is ended once", async () => {
  const { leave, seen, response } = opened();
  seen.stream?.send({ type: "run", id: "7", data: { state: "done" } });
  leave.abort();
  leave.abort();
  seen.stream?.send({ type: "run", data: "too late" });

  expect(await response.text()).toBe(
    'retry: 1000\n\nevent: run\nid: 7\ndata: {"state":"done"}\n\n',
  );
  expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(seen.ended).toBe(1);
});

test("a browser that cancels ends it too", async () => {
  const { seen, response } = opened();
  await response.body?.cancel();
  expect(seen.ended).toBe(1);
});

test("whoever began it closes it, once what it told is out", async () => {
  const { seen, response } = opened();
  seen.stream?.send({ type: "run", data: "told" });
  seen.stream?.close();
  seen.stream?.close();
  expect(await response.text()).toBe('retry: 1000\n\nevent: run\ndata: "told"\n\n');
  expect(seen.ended).toBe(1);
});

test("a person has five hundred open, and another when one of them has ended", async () => {
  const open = Array.from({ length: 500 }, () => opened("eve"));
  const [first] = open;
  expect(open.map(({ response }) => response.status)).toEqual(Array(500).fill(200));
  const refused = opened("eve");
  expect(refused.response.status).toBe(429);
  expect(refused.response.headers.get("retry-after")).toBe("5");
  expect(refused.seen.stream).toBeNull();
  expect(opened("mei").response.status).toBe(200);

  first?.leave.abort();
  await open[1]?.response.body?.cancel();
  expect([opened("eve"), opened("eve"), opened("eve")].map((one) => one.response.status)).toEqual([
    200, 200, 429,
  ]);
});

test("one that is not read ends before it fills the memory, one that is read goes on", async () => {
  const [unread, read] = [opened(), opened()];
  const reader = read.response.body?.getReader();
  for (let id = 0; id < 2_000; id += 1) {
    unread.seen.stream?.send({ type: "run", data: id });
    read.seen.stream?.send({ type: "run", data: id });
    await reader?.read();
  }
  expect(unread.seen.ended).toBe(1);
  expect(read.seen.ended).toBe(0);
  const kept = (await unread.response.text()).match(/^data:/gm) ?? [];
  expect(kept.length).toBeLessThan(1_010);
});

test("a process that stops ends every stream, also one that is opened now", async () => {
  const before = opened();
  closeOnShutdown();
  const after = opened();
  await Promise.all([before.response.text(), after.response.text()]);
  expect([before.seen.ended, after.seen.ended]).toEqual([1, 1]);
});
