import { expect, test, vi } from "vitest";
import { trySendMail } from "@/lib/platform/mail";

type Taken = { recipients: string[]; head: string };

/** A mail server that takes everything, and keeps for whom and under which head. */
const receivedMail = await vi.hoisted(async () => {
  const { createServer } = await import("node:net");
  const { createInterface } = await import("node:readline");
  const mails: Taken[] = [];
  const server = createServer((socket) => {
    const recipients: string[] = [];
    let mail: string[] | null = null;
    const command = (line: string) => {
      const [, address] = /^RCPT TO:<(.*?)>/i.exec(line) ?? [];
      if (address !== undefined) recipients.push(address);
      if (/^DATA/i.test(line)) mail = [];
      return mail ? "354 go on" : "250 mail.example";
    };
    const content = (line: string, lines: string[]) => {
      if (line !== ".") return void lines.push(line);
      const head = lines.slice(0, lines.indexOf("")).join("\r\n");
      mails.push({ recipients: recipients.splice(0), head });
      mail = null;
      return "250 taken";
    };
    socket.write("220 mail.example\r\n");
    createInterface({ input: socket, crlfDelay: 0 }).on("line", (line) => {
      const answer = mail ? content(line, mail) : command(line);
      if (answer) socket.write(`${answer}\r\n`);
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  server.unref();
  vi.stubEnv("SMTP_URL", `smtp://127.0.0.1:${(server.address() as { port: number }).port}`);
  return mails;
});

async function sent(to: string, subject: string): Promise<Taken | undefined> {
  receivedMail.length = 0;
  expect(await trySendMail({ to, subject, text: "Hello" })).toBeNull();
  return receivedMail[0];
}

/** The value of a header, its lines joined and its encoded words read. */
function header(head: string, name: string): string {
  const joined = head.replace(/\r\n[ \t]+/g, " ");
  const line = joined.split("\r\n").find((one) => one.startsWith(`${name}: `)) ?? "";
  return line
    .slice(name.length + 2)
    .replace(/\?= =\?/g, "?==?")
    .replace(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_, form: string, text: string) =>
      form.toUpperCase() === "B"
        ? Buffer.from(text, "base64").toString()
        : decodeURIComponent(text.replaceAll("_", " ").replaceAll("%", "%25").replaceAll("=", "%")),
    );
}

const to = "mei.tanaka@example.com";

test("no name in a subject begins a header of its own", async () => {
  for (const end of ["\r\n", "\n", "\r", "\u2028", "\0\r\n"]) {
    const mail = await sent(to, `Ines${end}Bcc: all@example.com invites you`);
    expect(mail?.recipients).toEqual([to]);
    expect(mail?.head).not.toMatch(/^bcc:/im);
    expect(header(mail?.head ?? "", "Subject")).toContain("invites you");
  }
});

test.each([
  "Zoë invites you to Café",
  "\u2068محمد علي\u2069 invites you",
  "山".repeat(80),
  "=?UTF-8?Q?Bank?=",
])("%s arrives as it is, on lines of plain characters", async (subject) => {
  const mail = await sent(to, subject);
  expect(header(mail?.head ?? "", "Subject")).toBe(subject);
  for (const line of mail?.head.split("\r\n") ?? []) {
    expect(line.length).toBeLessThanOrEqual(78);
    expect(line).toMatch(/^[\x20-\x7e\t]*$/);
  }
});

test.each(["mei@example.com, all@example.com", "mei@example.com\r\nRCPT TO:<all@example.com>"])(
  "%j is one recipient, or none",
  async (odd) => {
    receivedMail.length = 0;
    await trySendMail({ to: odd, subject: "Hello", text: "Hello" });
    const recipients = receivedMail.flatMap((mail) => mail.recipients);
    expect(recipients.length).toBeLessThanOrEqual(1);
    expect(recipients).not.toContain("all@example.com");
    for (const { head } of receivedMail)
      expect(head.match(/^(to|cc|bcc|rcpt to):/gim)).toHaveLength(1);
  },
);
