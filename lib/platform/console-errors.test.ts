import { expect, test, vi } from "vitest";
import { printErrorsAsLogged } from "@/lib/platform/console-errors";
import { Prisma } from "@/lib/platform/generated/prisma/client";

test("of an error that the framework prints, nothing is printed that a log would not hold", () => {
  const printed = vi.fn();
  const to = { error: printed, warn: printed };
  printErrorsAsLogged(to);
  const refused = Object.assign(new Error("A page failed."), {
    detail: "Key (email)=(mei@example.com)",
  });
  const clientVersion = Prisma.prismaVersion.client;
  const words = 'Invalid `prisma.user.create()` invocation: { email: "mei@example.com" }';
  to.error(" ⨯", refused);
  to.warn(new Prisma.PrismaClientValidationError(words, { clientVersion }));
  to.error("Ready in %d ms", 7);
  to.error("unhandledRejection:", { email: "mei@example.com" });

  expect(JSON.stringify(printed.mock.calls)).not.toContain("mei@");
  expect(printed.mock.calls[0]).toEqual([" ⨯", expect.stringContaining("A page failed.")]);
  expect(printed.mock.calls[1]).toEqual([expect.stringContaining("PrismaClientValidationError")]);
  expect(printed.mock.calls[2]).toEqual(["Ready in %d ms", 7]);
});
