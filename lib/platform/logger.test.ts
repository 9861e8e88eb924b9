import { expect, test } from "vitest";
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

test("every line carries the id of the request it belongs to", () => {
  const line = logged(() => withTrace({ request: "request-0001" }, () => log.info("here")));
  expect(JSON.parse(line)).toMatchObject({ level: "info", request: "request-0001", msg: "here" });
});
