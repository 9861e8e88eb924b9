import { expect, test } from "vitest";
import { contentPolicy } from "@/lib/platform/content-policy";

const policy = (over: Partial<Parameters<typeof contentPolicy>[0]> = {}) =>
  contentPolicy({
    nonce: "abc",
    payments: "https://checkout.stripe.com",
    https: true,
    development: false,
    ...over,
  });

test("scripts run by this answer's nonce only, and nothing frames the page", () => {
  expect(policy()).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
  expect(policy()).toContain("frame-ancestors 'none'");
  expect(policy()).not.toContain("unsafe-eval");
});

test("a form leads to the payment page and nowhere else", () => {
  expect(policy({ payments: "http://127.0.0.1:3001" })).toContain(
    "form-action 'self' http://127.0.0.1:3001;",
  );
});

test("only what is served over https asks for https", () => {
  expect(policy()).toContain("upgrade-insecure-requests");
  expect(policy({ https: false })).not.toContain("upgrade-insecure-requests");
});
