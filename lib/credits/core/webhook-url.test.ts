import { expect, test } from "vitest";
import { webhookAddress } from "./webhook-url";

test("http and https addresses are accepted, without their fragment", () => {
  expect(webhookAddress(" https://hooks.example.com/a?b=c#d ")).toEqual({
    ok: true,
    url: "https://hooks.example.com/a?b=c",
  });
  expect(webhookAddress("http://127.0.0.1:9000")).toEqual({
    ok: true,
    url: "http://127.0.0.1:9000/",
  });
});

test.each([
  ["", "url_invalid"],
  ["hooks.example.com", "url_invalid"],
  ["https://", "url_invalid"],
  ["ftp://example.com", "url_scheme"],
  ["file:///etc/passwd", "url_scheme"],
  ["javascript:alert(1)", "url_scheme"],
  ["https://user:pass@example.com", "url_password"],
  ["https://token@example.com", "url_password"],
  [`https://example.com/${"a".repeat(2_000)}`, "url_too_long"],
])("%s is refused: %s", (text, reason) =>
  expect(webhookAddress(text)).toEqual({ ok: false, reason }),
);
