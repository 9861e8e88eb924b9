import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { movedSentence } from "./moved";

const SHOWN_ESTIMATE = {
  operation: "import_csv_usernames",
  max: credits(700_00),
  quantity: 10,
  rateCardVersion: "2026-11",
};
const moved = (more: object) => movedSentence(SHOWN_ESTIMATE, { ...SHOWN_ESTIMATE, ...more });

test("the sentence names both amounts and what moved them", () => {
  expect(moved({ max: credits(1_000_00), rateCardVersion: "2026-12" })).toBe(
    "The estimate changed from 700 to 1,000 because rate card 2026-12 applies now. Nothing was charged. Start it if you agree.",
  );
  expect(moved({ max: credits(770_00), quantity: 11 })).toContain(
    "from 700 to 770 because the file has 1 more lead to import. ",
  );
  expect(moved({ max: credits(980_00), quantity: 14 })).toContain("has 4 more leads to import. ");
  expect(moved({ max: credits(1_100_00), quantity: 11, rateCardVersion: "2026-12" })).toContain(
    "because rate card 2026-12 applies now and the file has 1 more lead to import. ",
  );
});

test("a file that was free and is no longer says why", () => {
  const free = { ...SHOWN_ESTIMATE, operation: "import_csv_export", max: credits(0) };
  expect(movedSentence(free, SHOWN_ESTIMATE)).toContain(
    "from 0 to 700 because the file is read as usernames now. ",
  );
});

test("without a known cause none is named", () => {
  expect(moved({ max: credits(701_00) })).toContain("from 700 to 701. Nothing was charged.");
});
