import { expect, test } from "vitest";
import { emailSchema, newWorkspaceSchema, renameSchema } from "@/lib/identity/schema";

test("a name turns around no sentence that it is in, and ends none", () => {
  for (const name of ["Ines Carvalho", "عمر خيام", "שרה", "Zoë 🦊", "a\u200fb"]) {
    expect(renameSchema.safeParse({ name }).success, name).toBe(true);
  }
  for (const part of ["\u202e", "\u2066", "\u2028", "\n", "\0", "\ud800"]) {
    const name = `Ines${part}Carvalho`;
    expect(renameSchema.safeParse({ name }).success, JSON.stringify(name)).toBe(false);
    expect(newWorkspaceSchema.safeParse({ name, timeZone: "UTC" }).success).toBe(false);
  }
});

test("a name can be seen", () => {
  for (const name of ["\u200b", "\u3164", "\u2060 \u200d"]) {
    expect(renameSchema.safeParse({ name }).error?.issues[0]?.message).toBe("Enter a name.");
  }
});

test("an address is one mailbox, and no line of a mail", () => {
  expect(emailSchema.parse(" Mei.Tanaka@Example.com ")).toBe("mei.tanaka@example.com");
  for (const address of [
    "mei@example.com, all@example.com",
    "mei@example.com\r\nBcc: all@example.com",
    "Mei <mei@example.com>",
    "mei\u202e@example.com",
    null,
  ]) {
    expect(emailSchema.safeParse(address).success, String(address)).toBe(false);
  }
});
