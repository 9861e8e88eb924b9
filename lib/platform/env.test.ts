import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ENV_NAMES, readEnv } from "@/lib/platform/env";

const START_COMMAND = ["DATA_DIR", "HOST", "KEEP_ALIVE_TIMEOUT", "PORT", "SEED"];

test(".env.example explains every name the product and its start command read, and no other", () => {
  const explained = readFileSync(".env.example", "utf8")
    .split("\n")
    .flatMap((line) => /^# ([A-Z][A-Z_]+)=/.exec(line)?.[1] ?? []);
  expect(explained.toSorted()).toEqual([...ENV_NAMES, ...START_COMMAND].toSorted());
});

test("a wrong value is named without being shown", () => {
  expect(() => readEnv({ APP_URL: "s3cr3t", EMBEDDED: "maybe" })).toThrow(/APP_URL: .*EMBEDDED: /);
  expect(() => readEnv({ APP_URL: "s3cr3t" })).not.toThrow(/s3cr3t/);
});

test("a proxy that is neither an address nor a range is refused", () => {
  expect(() => readEnv({ TRUSTED_PROXIES: "10.0.0.0/8, proxy" })).toThrow(/TRUSTED_PROXIES: Write/);
  expect(readEnv({ TRUSTED_PROXIES: "10.0.0.0/8, ::1" }).TRUSTED_PROXIES).toContain("::1");
});

test("only the address of a mail server is taken for one, and is not shown", () => {
  const wrong = { SMTP_URL: "user:s3cr3t@mail.example.com" };
  expect(() => readEnv(wrong)).toThrow(/SMTP_URL: /);
  expect(() => readEnv(wrong)).not.toThrow(/s3cr3t/);
  expect(readEnv({ SMTP_URL: "smtps://mail.example.com" }).SMTP_URL).toContain("mail.example");
});

test("an empty value counts as not set", () => {
  expect(readEnv({ APP_URL: "", STRIPE_SECRET_KEY: "" })).toMatchObject({
    APP_URL: "http://localhost:3000",
  });
});
