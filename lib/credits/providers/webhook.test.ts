import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isInsideNetwork, sendWebhook, signature } from "./webhook";

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

test.each([
  "http://localhost/",
  "http://LocalHost.:8080/",
  "https://hooks.localhost/",
  "http://127.0.0.1:5432/",
  "http://2130706433/",
  "http://0x7f.1/",
  "http://017700000001/",
  "http://0/",
  "http://10.1.2.3/",
  "http://169.254.169.254/latest/meta-data/",
  "http://172.31.255.255/",
  "http://192.168.0.1/",
  "http://100.64.0.1/",
  "http://[::]/",
  "http://[::1]/",
  "http://[::127.0.0.1]/",
  "http://[::ffff:10.0.0.1]/",
  "http://[::ffff:0:10.0.0.1]/",
  "http://[64:ff9b::10.0.0.1]/",
  "http://[64:ff9b:1::10.0.0.1]/",
  "http://[2002:7f00:1::1]/",
  "http://[2001:0:7f00:1::1]/",
  "http://[fc00::1]/",
  "http://[fe80::1]/",
  "http://[fec0::1]/",
])("nothing is sent to %s, which is inside the network", async (url) => {
  const hook = { url, secret: "whsec_a", id: "1", payload: "{}", now: new Date() };
  expect(await sendWebhook(hook, 2_000)).toBe("refused_address");
  expect(isInsideNetwork(new URL(url))).toBe(true);
});

test.each([
  "https://hooks.example.com/",
  "https://localhost.example.com/",
  "https://notlocalhost/",
  "http://8.8.8.8/",
  "http://172.32.0.1/",
  "http://[2606:4700::1111]/",
])("%s is not inside the network by what it says", (url) => {
  expect(isInsideNetwork(new URL(url))).toBe(false);
});
