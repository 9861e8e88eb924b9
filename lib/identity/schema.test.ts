import { expect, test } from "vitest";
import { newWorkspaceSchema, renameSchema } from "@/lib/identity/schema";

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
