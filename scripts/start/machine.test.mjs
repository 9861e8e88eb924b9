import { expect, test } from "vitest";
import { requireSpace, spaceNeeded } from "./machine.mjs";
import { sentenceFor } from "./problem.mjs";

const disk = (gigabytes) => async () => ({ bavail: gigabytes * 1024 ** 2, bsize: 1024 });

test("too little space is told before anything is written", async () => {
  await expect(requireSpace("/data", spaceNeeded(false), disk(1))).rejects.toThrow(
    "Not enough disk space: 1.0 GB free in /data, 2.5 GB needed. Free some and start again.",
  );
  await expect(requireSpace("/data", spaceNeeded(true), disk(1))).resolves.toBeUndefined();
});

test("a file in the place of a folder is told in a sentence", () => {
  const error = Object.assign(new Error("mkdir"), { code: "EEXIST", path: "/srv/data" });
  expect(sentenceFor(error)).toBe(
    "/srv/data is a file where a folder is needed. Move it, or set DATA_DIR to another place.",
  );
});

test("a disk that fills up meanwhile is told in a sentence, whoever noticed it", () => {
  const sentence =
    "The disk is full. Free some space and start again; nothing that was saved is lost.";
  for (const error of [
    Object.assign(new Error("write"), { code: "ENOSPC" }),
    Object.assign(new Error("initdb"), {
      stderr: "FATAL: could not write: No space left on device",
    }),
  ]) {
    expect(sentenceFor(error)).toBe(sentence);
  }
});
