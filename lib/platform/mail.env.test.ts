import { expect, test, vi } from "vitest";
import { createLogger } from "@/lib/platform/logger";
import { sendMail, trySendMail } from "@/lib/platform/mail";

/** A mail server that takes nothing for anybody, and repeats the address, as most do. */
await vi.hoisted(async () => {
  const { createServer } = await import("node:net");
  const server = createServer((socket) => {
    socket.write("220 mail.example\r\n");
    socket.on("data", (said) => {
      const [, address] = /^RCPT TO:<(.*?)>/i.exec(String(said)) ?? [];
      socket.write(address ? `550 5.1.1 <${address}>: no mailbox\r\n` : "250 mail.example\r\n");
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  server.unref();
  const { port } = server.address() as { port: number };
  vi.stubEnv("SMTP_URL", `smtp://127.0.0.1:${port}`);
});

const mail = { to: "mei.tanaka@example.com", subject: "Your sign-in link", text: "token=secret" };

test("what a mail server refuses is thrown and logged without the address, the text, and what it said", async () => {
  const lines: string[] = [];
  const log = createLogger({ write: (line) => void lines.push(line) });
  log.level = "info";
  const error = await sendMail(mail).catch((thrown: unknown) => thrown);
  log.error({ err: error }, "a server action failed");
  expect(lines.join("")).toContain("EENVELOPE");
  expect(lines.join("")).not.toMatch(/mei\.tanaka|token=/);
  expect(error).toMatchObject({ code: "EENVELOPE", responseCode: 550 });
});

test("somebody who goes on without the mail is told that it was refused", async () => {
  expect(await trySendMail(mail)).toBe("mail_refused");
});
