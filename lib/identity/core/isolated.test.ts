import { expect, test } from "vitest";
import { isolated } from "@/lib/identity/core/isolated";

test.each([
  ["Priya Raman", "Priya Raman"],
  ["Łódź, Кафе, 山田", "Łódź, Кафе, 山田"],
  ["محمد علي", "\u2068محمد علي\u2069"],
  ["נועה 7", "\u2068נועה 7\u2069"],
  ["𐤀", "\u2068𐤀\u2069"],
])("%s is kept, and set apart if it is read from the right", (name, shown) => {
  expect(isolated(name)).toBe(shown);
});

test("nothing in a name turns what stands after it, or ends what sets it apart", () => {
  expect(isolated("owner\u202e\u2066gpj.exe\u2069\u202c")).toBe("ownergpj.exe");
  expect(isolated("נועה\u2069\u202e, paid")).toBe("\u2068נועה, paid\u2069");
});
