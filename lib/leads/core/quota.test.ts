import { expect, test } from "vitest";
import { MOST_BYTES, MOST_BYTES_IN_WORKSPACE, MOST_FILES, quotaRefusal } from "./quota";
import { LARGEST_UPLOAD } from "./upload";

const none = { files: 0, bytes: 0 };

test("the largest file is taken from whoever has nothing waiting", () => {
  expect(quotaRefusal(none, none, LARGEST_UPLOAD)).toBeNull();
});

test("files and bytes count at their very limit", () => {
  const files = (count: number) => ({ files: count, bytes: 0 });
  expect(quotaRefusal(files(MOST_FILES - 1), none, 1)).toBeNull();
  expect(quotaRefusal(files(MOST_FILES), none, 1)).toBe("too_many_files");
  const waiting = { files: 1, bytes: MOST_BYTES - 10 };
  expect(quotaRefusal(waiting, waiting, 10)).toBeNull();
  expect(quotaRefusal(waiting, waiting, 11)).toBe("too_many_bytes");
});

test("what everybody has waiting counts too, and how many files they are does not", () => {
  const all = { files: 1_000, bytes: MOST_BYTES_IN_WORKSPACE - 10 };
  expect(quotaRefusal(none, all, 10)).toBeNull();
  expect(quotaRefusal(none, all, 11)).toBe("workspace_full");
});
