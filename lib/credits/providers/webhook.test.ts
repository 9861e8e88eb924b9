import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { signature } from "./webhook";

type Check = (body: string, header: string, secret: string, now?: number) => boolean;

/** The snippet of the documentation, as a reader would copy it. */
async function documentedCheck(): Promise<Check> {
  const [, code = ""] = /```js\n([\s\S]+?)```/.exec(readFileSync("docs/webhooks.md", "utf8")) ?? [];
  const url = `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`;
  const snippet = (await import(/* @vite-ignore */ url)) as { isFromWellspent: Check };
  return snippet.isFromWellspent;
}

test("the documented check takes what Wellspent signs, and nothing else", async () => {
  const check = await documentedCheck();
  const now = new Date("2026-11-20T14:00:00.900Z");
  const at = now.getTime();
  const body = JSON.stringify({ title: "Café owners: 1.75 credits" });
  const header = signature(body, "whsec_a", now);

  expect(check(body, header, "whsec_a", at)).toBe(true);
  expect(check(body, header, "whsec_a", at + 299_000)).toBe(true);
  expect(check(body, header, "whsec_a", at + 302_000)).toBe(false);
  expect(check(body, header, "whsec_b", at)).toBe(false);
  expect(check(`${body} `, header, "whsec_a", at)).toBe(false);
  expect(check(body, header.replace("t=1", "t=2"), "whsec_a", at)).toBe(false);
  expect(check(body, "nonsense", "whsec_a", at)).toBe(false);
});
