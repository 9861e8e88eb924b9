import { expect, test } from "vitest";
import { credits } from "./amount";
import {
  formatCompact,
  formatCredits,
  formatFine,
  formatMoney,
  formatMoved,
  formatPerCredit,
  formatPrice,
  formatRange,
  formatSigned,
  splitCredits,
  spokenCredits,
  spokenSigned,
} from "./format";

test("AI amounts always have two decimals, lead amounts only when there is a fraction", () => {
  expect(formatCredits(41_255, "ai")).toBe("412.55");
  expect(formatCredits(110_000_000, "ai")).toBe("1,100,000.00");
  expect(formatCredits(18_640_000, "lead")).toBe("186,400");
  expect(formatCredits(175, "lead")).toBe("1.75");
  expect(formatCredits(8_437_250, "lead")).toBe("84,372.50");
});

test("signs are explicit, and minus is a minus", () => {
  expect(formatSigned(-2740, "ai")).toBe("\u221227.40");
  expect(formatSigned(10_000, "ai")).toBe("+100.00");
  expect(formatSigned(0, "ai")).toBe("0.00");
  expect(formatMoved({ type: "charge", amount: 0 }, "ai")).toBe("Free");
  expect(formatMoved({ type: "adjustment", amount: 0 }, "ai")).toBe("0.00");
  expect(formatMoved({ type: "charge", amount: -2740 }, "ai")).toBe("\u221227.40");
  expect(spokenSigned(-2740, "ai")).toBe("minus 27.40 AI credits");
  expect(spokenSigned(100, "lead")).toBe("plus 1 lead credit");
});

test("ranges carry both ends in words; nothing is Free", () => {
  expect(formatRange(credits(80), credits(110), "ai")).toBe("0.80 to 1.10");
  expect(formatRange(credits(100), credits(100), "ai")).toBe("1.00");
  expect(formatRange(credits(0), credits(0), "lead")).toBe("Free");
  expect(formatFine(1_750_000, 1_750_000, "lead")).toBe("1.75");
  expect(formatFine(73_300, 100_000, "ai")).toBe("0.0733 to 0.10");
});

test("parts, words and short forms", () => {
  expect(splitCredits(41_255, "ai")).toEqual({ whole: "412", decimals: ".55" });
  expect(splitCredits(18_640_000, "lead")).toEqual({ whole: "186,400", decimals: "" });
  expect(spokenCredits(41_255, "ai")).toBe("412.55 AI credits");
  expect(formatCompact(18_699_900, "lead")).toBe("186k");
  expect(formatCompact(123_000_000, "lead")).toBe("1.2m");
  expect(formatCompact(99_900, "lead")).toBe("999");
  expect(formatCompact(99_999_999_999, "ai")).toBe("999.9m");
  expect(formatCompact(123_456_789_012, "ai")).toBe("1.2b");
});

test("money: cents in totals, whole in prices, three decimals for one credit", () => {
  expect(formatMoney(5000)).toBe("$50.00");
  expect(formatPrice(5000)).toBe("$50");
  expect(formatPrice(1250)).toBe("$12.50");
  expect(formatPrice(1250, "eur")).toBe("€12.50");
  expect([formatMoney(5000, "jpy"), formatPrice(5050, "jpy")]).toEqual(["¥5,000", "¥5,050"]);
  expect(formatMoney(-5000, "krw")).toBe("−₩5,000");
  // Their coins are gone, and still they are charged for in hundredths.
  expect([formatMoney(500_000, "huf"), formatPrice(500_050, "idr")].join()).toMatch(
    /^HUF\s5,000.00,IDR\s5,000.50$/,
  );
  expect(formatPerCredit(5000, credits(55_000))).toBe("$0.091");
});
