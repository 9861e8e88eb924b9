import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { download } from "./download";

const FILE = { name: "rows.csv", type: "text/csv" };

/** Pieces that count how many of them were made, and say when nobody wants more. */
function counted(most: number) {
  const seen = { made: 0, left: false };
  async function* pieces() {
    try {
      for (; seen.made < most; ) {
        seen.made += 1;
        yield `piece ${seen.made}\n`;
      }
    } finally {
      seen.left = true;
    }
  }
  return { seen, response: download(pieces(), FILE) };
}

/** Time enough for a stream that makes more than it was asked for. */
async function turns() {
  for (let turn = 0; turn < 100; turn++) await setImmediate();
}

test("a file is what its pieces are, in their order", async () => {
  const { response } = counted(3);
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="rows.csv"');
  expect(await response.text()).toBe("piece 1\npiece 2\npiece 3\n");
});

test("a slow reader is waited for: one piece is ahead of it, never more", async () => {
  const { seen, response } = counted(1_000);
  const reader = response.body?.getReader();
  await turns();
  expect(seen.made).toBe(1);
  for (let read = 1; read <= 5; read++) {
    await reader?.read();
    await turns();
    expect(seen.made).toBe(read + 1);
  }
});

test("when the reader leaves, nothing more is made", async () => {
  const { seen, response } = counted(1_000);
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  const made = seen.made;
  await turns();
  expect(seen).toEqual({ made, left: true });
});

test("what fails halfway is no file", async () => {
  async function* failing() {
    yield "half";
    throw new Error("the database went away");
  }
  await expect(download(failing(), FILE).text()).rejects.toThrow("The download failed.");
});
