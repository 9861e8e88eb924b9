import { expect, test } from "vitest";
import { acceptedWebhookUrl } from "./webhook-url";

test("http and https addresses are accepted, without their fragment", () => {
  expect(acceptedWebhookUrl(" https://hooks.example.com/a?b=c#d ")).toBe(
    "https://hooks.example.com/a?b=c",
  );
  expect(acceptedWebhookUrl("http://127.0.0.1:9000")).toBe("http://127.0.0.1:9000/");
});

test.each([
  "",
  "hooks.example.com",
  "ftp://example.com",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "https://user:pass@example.com",
  `https://example.com/${"a".repeat(2_000)}`,
])("%s is refused", (text) => expect(acceptedWebhookUrl(text)).toBeNull());
