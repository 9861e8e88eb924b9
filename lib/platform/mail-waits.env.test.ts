import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterAll, expect, test } from "vitest";
import { MAIL_WAITS, mailTransport } from "@/lib/platform/mail";

/** A mail server that says these words to each connection, and then nothing more. */
const server = createServer((socket) => {
  open.add(socket);
  socket.on("error", () => {}).on("close", () => open.delete(socket));
  socket.resume();
  if (says) socket.write(says);
});
const open = new Set<Socket>();
let says = "";
await once(server.listen(0, "127.0.0.1"), "listening");
afterAll(() => once(server.close(), "close"));
const url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;

const long = { ...MAIL_WAITS, connectionTimeout: 600_000, greetingTimeout: 600_000 };
const mail = { from: "a@example.com", to: "b@example.com", subject: "Hello", text: "Hello" };
const failure = (transport: ReturnType<typeof mailTransport>) =>
  transport.sendMail(mail).catch((error: unknown) => error);

test("every wait of the way to a mail server is of seconds", () => {
  const { options } = mailTransport("smtps://user:p%40ss@mail.example.com?tls.servername=mx")
    .transporter as unknown as { options: object };
  expect(options).toMatchObject({
    ...MAIL_WAITS,
    secure: true,
    host: "mail.example.com",
    auth: { user: "user", pass: "p@ss" },
    tls: { servername: "mx" },
  });
  for (const wait of Object.values(MAIL_WAITS)) expect(wait).toBeLessThanOrEqual(30_000);
});

test("a wait that the address names is kept", () => {
  const { options } = mailTransport(`${url}?socketTimeout=120000`).transporter as unknown as {
    options: object;
  };
  expect(options).toMatchObject({ ...MAIL_WAITS, socketTimeout: 120_000 });
});

test("a server that never greets is left after the wait for a greeting", async () => {
  says = "";
  const waits = { ...long, greetingTimeout: 50, socketTimeout: 600_000 };
  expect(await failure(mailTransport(url, waits))).toMatchObject({ code: "ETIMEDOUT" });
  await expect.poll(() => open.size).toBe(0);
});

test("a server that greets and never answers is left after the wait for an answer", async () => {
  says = "220 mail.example\r\n";
  const waits = { ...long, socketTimeout: 50 };
  expect(await failure(mailTransport(url, waits))).toMatchObject({ code: "ETIMEDOUT" });
  await expect.poll(() => open.size).toBe(0);
});
