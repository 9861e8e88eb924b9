import { DriverAdapterError } from "@prisma/driver-adapter-utils";
import { expect, test } from "vitest";
import { db, pool } from "@/lib/platform/db";
import { LoggedError } from "@/lib/platform/errors";
import { Prisma } from "@/lib/platform/generated/prisma/client";
import { newId } from "@/lib/platform/ids";
import { createLogger } from "@/lib/platform/logger";

const lines: string[] = [];
const log = createLogger({ write: (line) => void lines.push(line) });
log.level = "trace";

const SECRET = "s3cr3t-value";
const EMAIL = "mei.tanaka@example.com";
/** What an attacker puts into a field: lines that look like the end of one message and like places. */
const CRAFTED = `{\n}\n\n${SECRET}\n    at ${SECRET} (/app/x.js:1:1)`;

function logged(err: unknown): string {
  lines.length = 0;
  log.error({ err }, "failed");
  return lines.join("");
}

async function thrown(work: PromiseLike<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error("Nothing was thrown.");
}

/** However an error arrives: alone, as a cause, among several, as the queue hands it on, or wrapped. */
const ways = (error: unknown): unknown[] => [
  error,
  new Error("not done", { cause: error }),
  new Error("not done", { cause: new LoggedError(error) }),
  new AggregateError([error], "none of them"),
  // As pg-boss emits one.
  {
    ...(error as Error),
    message: `${(error as Error).message} (Queue: x)`,
    stack: (error as Error).stack,
  },
];

function expectUntold(error: unknown, says: string[]): void {
  expect(`${error} ${JSON.stringify(error)}`).toMatch(/s3cr3t|mei\.tanaka/);
  for (const way of ways(error)) {
    const line = logged(way);
    expect(line).not.toContain(SECRET);
    expect(line).not.toContain("mei.tanaka");
    for (const one of says) expect(line).toContain(one);
  }
  const { stack } = JSON.parse(logged(error)).err;
  expect(stack).toMatch(/^\s+at .*/);
}

const words = `Invalid \`prisma.user.create()\` invocation:\n\n{ email: "${EMAIL}", passwordHash: "${CRAFTED}" }\n\nUnique constraint failed: ${EMAIL}\n    at ${SECRET} (/app/x.js:1:1)`;
const clientVersion = Prisma.prismaVersion.client;
const meta = {
  modelName: "User",
  target: [EMAIL],
  driverAdapterError: new DriverAdapterError({
    kind: "UniqueConstraintViolation",
    originalCode: "23505",
    originalMessage: `Key (email)=(${EMAIL}) exists`,
    constraint: { fields: [SECRET] },
  }),
};

test.each([
  [
    new Prisma.PrismaClientKnownRequestError(words, { code: "P2002", clientVersion, meta }),
    ["PrismaClientKnownRequestError", "P2002", "User", "UniqueConstraintViolation", "23505"],
  ],
  [
    new Prisma.PrismaClientUnknownRequestError(words, { clientVersion }),
    ["PrismaClientUnknownRequestError"],
  ],
  [
    new Prisma.PrismaClientValidationError(words, { clientVersion }),
    ["PrismaClientValidationError"],
  ],
  [
    new Prisma.PrismaClientInitializationError(words, clientVersion, "P1001"),
    ["PrismaClientInitializationError", "P1001"],
  ],
  [new Prisma.PrismaClientRustPanicError(words, clientVersion), ["PrismaClientRustPanicError"]],
  [
    new DriverAdapterError({
      kind: "postgres",
      code: "22P02",
      severity: "ERROR",
      message: words,
      detail: SECRET,
      column: undefined,
      hint: SECRET,
      originalCode: "22P02",
    }),
    ["DriverAdapterError", "22P02", "postgres"],
  ],
])("%# of Prisma's errors is logged by its class, code and model alone", (error, says) => {
  expectUntold(error, says);
});

test("no class of Prisma's errors is left out of these", () => {
  const classes = Object.keys(Prisma).filter((name) => /^PrismaClient\w*Error$/.test(name));
  expect(classes.toSorted()).toEqual([
    "PrismaClientInitializationError",
    "PrismaClientKnownRequestError",
    "PrismaClientRustPanicError",
    "PrismaClientUnknownRequestError",
    "PrismaClientValidationError",
  ]);
});

test("what Prisma really throws is logged without the arguments of the call", async () => {
  const user = {
    id: newId(),
    email: EMAIL,
    name: CRAFTED,
    passwordHash: SECRET,
    createdAt: new Date(0),
  };
  const id = 5 as unknown as string;
  expectUntold(await thrown(db.user.create({ data: { ...user, id } })), [
    "PrismaClientValidationError",
  ]);
  const uuid = db.$queryRaw`select ${CRAFTED}::text::uuid`;
  expectUntold(await thrown(uuid), ["P2010", "22P02"]);

  await db.user.create({ data: user });
  const line = logged(await thrown(db.user.create({ data: { ...user, id: newId() } })));
  expect(line).toMatch(/P2002.*User|User.*P2002/);
  expect(line).not.toMatch(/mei\.tanaka|s3cr3t/);
});

test("what PostgreSQL says of a row, a parameter or a function stays out of a log", async () => {
  const found = pool("stream");
  const who = [newId(), EMAIL, SECRET, new Date(0)];
  const insert = "insert into app_user (id, email, name, created_at) values ($1, $2, $3, $4)";
  await found.query(insert, [newId(), `a${EMAIL}`, SECRET, new Date(0)]);
  const taken = await thrown(found.query(insert, [newId(), `a${EMAIL}`, SECRET, new Date(0)]));
  expect(taken).toHaveProperty("detail", expect.stringContaining(EMAIL));
  expectUntold(taken, ["23505", "user_email_key"]);
  const empty = await thrown(found.query(insert, [who[0], who[1], null, who[3]]));
  expectUntold(empty, ["23502"]);
  expectUntold(await thrown(found.query("select $1::text::uuid", [CRAFTED])), ["22P02"]);
  const inside = `do $$ begin perform '${EMAIL}'::int; end $$`;
  expect(await thrown(found.query(inside))).toHaveProperty("where");
  expectUntold(await thrown(found.query(inside)), ["22P02"]);
});

test("a parser's words quote what it could not read, and properties of other errors hold anything", () => {
  const unreadable = thrownBy(() => JSON.parse(`${SECRET} and more`));
  expect(String(unreadable)).toContain("s3cr3t");
  expect(logged(unreadable)).not.toContain("s3cr3t");
  const refused = Object.assign(new Error("No such price"), {
    code: "resource_missing",
    requestId: "req_1",
    detail: SECRET,
    parameters: [SECRET],
    raw: { headers: { authorization: SECRET } },
    param: EMAIL,
  });
  const line = logged(refused);
  expect(JSON.parse(line).err).toMatchObject({
    type: "Error",
    message: "No such price",
    code: "resource_missing",
    requestId: "req_1",
  });
  expect(line).not.toMatch(/s3cr3t|mei\.tanaka/);
});

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
