import { expect, test } from "vitest";
import { db } from "@/lib/platform/db";
import { createLogger } from "@/lib/platform/logger";
import { withTrace } from "@/lib/platform/request-id";

const lines: string[] = [];
const log = createLogger({ write: (line) => void lines.push(line) });
log.level = "info";

const logged = (work: () => void): string => {
  lines.length = 0;
  work();
  return lines.join("");
};

test("no secret reaches a log, however deep it is in what is logged", () => {
  const secret = "s3cr3t-value";
  const line = logged(() =>
    log.info(
      {
        password: secret,
        user: { passwordHash: secret, token: secret },
        request: {
          headers: { cookie: secret, authorization: secret, "stripe-signature": secret },
        },
        env: { AUTH_SECRET: secret, DATABASE_URL: secret, STRIPE_SECRET_KEY: secret },
      },
      "anything",
    ),
  );
  const { authorization } = JSON.parse(line).request.headers;
  expect(authorization).toBe("[cut]");
  expect(line).toContain("anything");
  expect(line).not.toContain(secret);
});

test("an error is logged without the data that it is about", async () => {
  const secret = "s3cr3t-value";
  const id = 5 as unknown as string;
  const data = { id, email: `${secret}@example.com`, name: "{\n}", createdAt: new Date(0) };
  const misunderstood = await db.user
    .create({ data: { ...data, passwordHash: secret } })
    .catch((error: unknown) => error);
  expect(String(misunderstood)).toContain(secret);
  const refused = Object.assign(new Error("violates a constraint"), { detail: `(${secret})` });
  const caused = new Error("not done", { cause: misunderstood });

  for (const err of [misunderstood, refused, caused]) {
    expect(logged(() => log.error({ err }, "failed"))).not.toContain(secret);
  }
  expect(logged(() => log.error({ err: misunderstood }, "failed"))).toContain("Argument `id`");
  expect(logged(() => log.error({ err: refused }, "failed"))).toContain("violates a constraint");
});

test("every line carries the id of the request it belongs to", () => {
  const line = logged(() => withTrace({ request: "request-0001" }, () => log.info("here")));
  expect(JSON.parse(line)).toMatchObject({ level: "info", request: "request-0001", msg: "here" });
});
