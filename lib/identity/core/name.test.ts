import { expect, test } from "vitest";
import { NAME_MAX, nameOfProvider, plainName } from "@/lib/identity/core/name";
import { renameSchema } from "@/lib/identity/schema";

test.each([
  ["Ines Carvalho", "Ines Carvalho"],
  ["عمر خيام", "عمر خيام"],
  ["  Ines\n\tCarvalho\u2028", "Ines Carvalho"],
  ["Ines\u202eohlavraC\u2066", "InesohlavraC"],
  ["Ines\r\nBcc: all@example.com", "Ines Bcc: all@example.com"],
  ["Ines\0\u001b[31m\ud800", "Ines[31m"],
])("%j becomes %j", (told, name) => {
  expect(plainName(told)).toBe(name);
});

test.each(["", "  ", "\u202e\u2069", "\u200b\u200d", "\u3164", "\ufeff"])(
  "nothing is left to see of %j, so the address names them",
  (told) => {
    expect(plainName(told)).toBeNull();
    expect(nameOfProvider(told, "mei.tanaka@example.com")).toBe("mei.tanaka");
    expect(nameOfProvider(null, "\u200b@example.com")).toBe("\u200b@example.com");
  },
);

test("a name that is too long ends with a whole character", () => {
  expect(plainName("a".repeat(500))).toBe("a".repeat(NAME_MAX));
  expect(plainName(`${"a".repeat(NAME_MAX - 1)}🦊`)).toBe("a".repeat(NAME_MAX - 1));
  expect(plainName(`${"a".repeat(NAME_MAX - 4)}👩‍👩‍👧 and more`)).toBe("a".repeat(NAME_MAX - 4));
});

test("whatever a provider tells becomes a name that our own form takes", () => {
  const parts = [
    "Ines",
    " ",
    "\u202e",
    "\u2068",
    "\n",
    "\0",
    "\ud800",
    "🦊",
    "é",
    "\u200b",
    "x".repeat(90),
  ];
  for (const one of parts) {
    for (const two of parts) {
      const name = nameOfProvider(`${one}${two}${one}`, "ines@example.com");
      expect(renameSchema.safeParse({ name }), JSON.stringify(name)).toMatchObject({
        success: true,
        data: { name },
      });
    }
  }
});
