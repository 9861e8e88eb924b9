import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { priced } from "./packages";
import { preselected, preselectedOf } from "./preselect";

const packagesOf = (kind: "ai" | "lead", ...ids: string[]) => ({
  packages: priced(
    ids.map((id, index) => ({
      id,
      kind,
      name: id,
      credits: credits(10_000 * (index + 1)),
      priceCents: 1_000 * (index + 1),
      currency: "usd",
    })),
  ),
});
const offers = {
  ai: packagesOf("ai", "basic", "popular", "max"),
  lead: packagesOf("lead", "1k", "5k", "25k"),
};

test("the address chooses by package or by kind; without a word, the middle one", () => {
  expect(preselected(offers, "25k")?.id).toBe("25k");
  expect(preselected(offers, "lead")?.id).toBe("5k");
  expect(preselected(offers, null)?.id).toBe("popular");
});

test("a page of one kind sells nothing of the other, whatever its address asks for", () => {
  expect(preselectedOf(offers, "lead", "25k")?.id).toBe("25k");
  expect(preselectedOf(offers, "lead", "max")?.id).toBe("5k");
  expect(preselectedOf(offers, "lead", null)?.id).toBe("5k");
  expect(preselectedOf({ ...offers, lead: { packages: [] } }, "lead", "popular")).toBeNull();
});
