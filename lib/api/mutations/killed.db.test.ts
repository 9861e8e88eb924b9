import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { aProgram } from "@/lib/api/mutations/testing";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";

/** What PostgreSQL says when a statement is through, and outside a transaction committed. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);
const OWN = { operation: "custom:crawl", kind: "ai", amount: "2.00" };

type ChildRequest = { line: string; body: object; secret: string; key: string };
const wordsOf = ({ line, body, secret, key }: ChildRequest) => [
  "--import",
  "tsx",
  "scripts/testing/api-request.ts",
  line,
  JSON.stringify(body),
  secret,
  key,
];

/** The answer of a server that was just started. */
async function answerOf(asked: ChildRequest) {
  const { stdout } = await promisify(execFile)(process.execPath, wordsOf(asked));
  return JSON.parse(stdout) as { status: number; replayed: string | null; answer: object };
}

/** A server that is killed when its commit is done and before it hears of it. What it printed until then. */
async function killedAfterCommit(asked: ChildRequest): Promise<string> {
  const database = new URL(env.DATABASE_URL);
  let committed = () => {};
  const done = new Promise<void>((resolve) => {
    committed = resolve;
  });
  const wire = createServer((near) => between(near, database, committed));
  await once(wire.listen(0, "127.0.0.1"), "listening");
  const url = new URL(database);
  url.port = String((wire.address() as AddressInfo).port);

  const server = spawn("env", [`DATABASE_URL=${url.href}`, process.execPath, ...wordsOf(asked)]);
  let output = "";
  server.stdout.on("data", (part) => {
    output += part;
  });
  const ended = once(server, "exit");
  await Promise.race([done, ended]);
  server.kill("SIGKILL");
  const [, signal] = await ended;
  expect(signal).toBe("SIGKILL");
  await once(wire.close(), "close");
  return output;
}

/** Passes everything on, but the answer to a commit: that one is only heard here. */
function between(near: Socket, { hostname, port }: URL, committed: () => void): void {
  const far = connect(Number(port), hostname);
  let answer: Buffer | null = null;
  near.on("data", (part: Buffer) => {
    if (part.includes("ledger_commit")) answer = Buffer.alloc(0);
    far.write(part);
  });
  far.on("data", (part: Buffer) => {
    if (answer === null) {
      near.write(part);
      return;
    }
    answer = Buffer.concat([answer, part]);
    if (answer.includes(READY)) committed();
  });
  for (const [end, other] of [
    [near, far],
    [far, near],
  ] as const) {
    end.on("error", () => {}).on("close", () => other.destroy());
  }
}

const rowsOf = (workspaceId: string, key: string) =>
  asOwner("select seq from credit_entry where workspace_id = $1 and key like '%' || $2", [
    workspaceId,
    key,
  ]);

test("killed between the commit and the answer: the repeat is told it by the next server, and nothing happens twice", async () => {
  const program = await aProgram();
  await program.grant(100);
  const { secret, workspaceId } = program;
  const hold = async () => String((await program.post("/holds", OWN)).body.id);
  const cases: [path: string, body: object, status: number, rows: number][] = [
    ["/charges", OWN, 201, 1],
    [`/holds/${await hold()}/capture`, { amount: "0.50", settle: true }, 201, 2],
    [`/holds/${await hold()}/release`, {}, 200, 1],
  ];
  for (const [path, body, status, rows] of cases) {
    const asked = { line: `POST ${path}`, body, secret, key: newId() };
    expect(await killedAfterCommit(asked), path).toBe("");
    expect(await rowsOf(workspaceId, asked.key), path).toHaveLength(rows);
    const balance = (await program.get("/balance")).body.ai;

    const repeats = await Promise.all([1, 2, 3].map(() => program.post(path, body, asked)));
    for (const repeat of repeats) {
      expect(repeat, path).toMatchObject({ status, body: repeats[0]?.body });
      expect(repeat.headers.get("idempotent-replayed"), path).toBe("true");
    }
    expect(await rowsOf(workspaceId, asked.key), path).toHaveLength(rows);
    expect((await program.get("/balance")).body.ai, path).toEqual(balance);
  }
  await program.mustVerify();
}, 180_000);

test("a server that was started again knows the key, and refuses it with another body, endpoint or kind", async () => {
  const program = await aProgram();
  await program.grant(100);
  await program.grant(100, "lead");
  const { secret } = program;
  const asked = { line: "POST /charges", body: OWN, secret, key: newId() };
  const first = await program.post("/charges", OWN, asked);
  expect(await answerOf(asked)).toEqual({ status: 201, replayed: "true", answer: first.body });

  const reused = { status: 409, body: { code: "idempotency_key_reused" } };
  const others = [
    ["/charges", { ...OWN, amount: "2.01" }],
    ["/charges", { ...OWN, kind: "lead" }],
    ["/charges", { ...OWN, subject: "Another" }],
    ["/charges", { ...OWN, inputs: { pages: 1 } }],
    ["/holds", OWN],
  ] as const;
  for (const [path, body] of others) {
    expect(await program.post(path, body, asked), path).toMatchObject(reused);
  }
  // Another key of the workspace has keys of its own: it is another program.
  const { secret: another } = await program.newKey();
  expect(await program.post("/charges", OWN, { ...asked, secret: another })).toMatchObject({
    status: 201,
    body: { balance: { current: "96.00" } },
  });
  await program.mustVerify();
  await program.mustVerify("lead");
}, 180_000);
