import { expect, test } from "vitest";
import { refundPurchaseSchema } from "./schema";

test("an attempt is the same one whether its letters are small or capital, as the database compares them", () => {
  const attempt = "0190f3a2-1111-7aaa-8bbb-00000000000c";
  const purchaseId = "0190f3a2-1111-7aaa-8bbb-00000000000d";
  const asked = { workspace: "alder", purchaseId, amountCents: 50_00 };
  const read = (written: string) => refundPurchaseSchema.parse({ ...asked, attempt: written });
  expect(read(attempt.toUpperCase())).toEqual(read(attempt));
});
