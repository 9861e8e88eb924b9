import { createHmac } from "node:crypto";
import { request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { type Address, addressesOf } from "@/lib/credits/providers/addresses";
import { env } from "@/lib/platform/env";

const ANSWER_WITHIN = 10_000;

/** Addresses of this machine and its network: a workspace's webhook must not reach them on our behalf. */
const PRIVATE = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const) {
  PRIVATE.addSubnet(net, bits, "ipv4");
  PRIVATE.addSubnet(`::ffff:${net}`, 96 + bits, "ipv6");
}
// With those that lead to an IPv4 address: compatible, translated (NAT64), Teredo and 6to4. Nobody's webhook lives there.
for (const [net, bits] of [
  ["::", 96],
  ["::ffff:0:0:0", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["2001::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const) {
  PRIVATE.addSubnet(net, bits, "ipv6");
}

/** Why a webhook was not taken: what the settings page shows of it. */
export type WebhookFailure = `status_${number}` | "unreachable" | "timed_out" | "refused_address";

type FindAddresses = (name: string, signal: AbortSignal) => Promise<Address[]>;

/**
 * Posts a payload to a workspace's address, signed like the provider's own webhooks: `t=<seconds>,v1=<HMAC-SHA256 of
 * "t.payload">`. Null when it was taken (2xx). Follows no redirect, and connects to no private address unless
 * WEBHOOKS_TO_PRIVATE is set: the address is checked where the connection is made, after the name was resolved.
 */
export function sendWebhook(
  hook: { url: string; secret: string; id: string; payload: string; now: Date },
  within = ANSWER_WITHIN,
  find: FindAddresses = addressesOf,
): Promise<WebhookFailure | null> {
  const url = new URL(hook.url);
  const request = url.protocol === "https:" ? secureRequest : plainRequest;
  if (isInsideNetwork(url)) return Promise.resolve("refused_address");
  const signal = AbortSignal.timeout(within);
  return new Promise((resolve) => {
    const sent = request(
      url,
      {
        method: "POST",
        headers: {
          "content-type": "application/json; charset=utf-8",
          "content-length": Buffer.byteLength(hook.payload),
          "user-agent": "Wellspent",
          "wellspent-notice": hook.id,
          "wellspent-signature": signature(hook.payload, hook.secret, hook.now),
        },
        signal,
        lookup: publicAddress(find, signal),
      },
      (answer) => {
        // The status says it all: a body may be without end.
        answer.destroy();
        const status = answer.statusCode ?? 0;
        resolve(status >= 200 && status < 300 ? null : `status_${status}`);
      },
    );
    // Without a listener Node closes such a connection and tells nobody.
    sent.on("upgrade", (answer, socket) => {
      socket.destroy();
      resolve(`status_${answer.statusCode ?? 101}`);
    });
    sent.on("error", (error) => resolve(failureOf(error)));
    sent.on("close", () => resolve("unreachable"));
    sent.end(hook.payload);
  });
}

/**
 * Whether an address says by itself that it leads into this network: a private number, or a name that always means this
 * machine. Nothing is sent there, unless WEBHOOKS_TO_PRIVATE is set.
 */
export function isInsideNetwork(url: URL): boolean {
  const host = hostOf(url);
  if (isIP(host)) return isPrivate(host);
  return !env.WEBHOOKS_TO_PRIVATE && THIS_MACHINE.test(host);
}

/** RFC 6761: these names lead to the loopback address, whoever is asked. */
const THIS_MACHINE = /(^|\.)localhost\.?$/;

/** What a receiver computes to know that a notice is ours. */
export function signature(payload: string, secret: string, now: Date): string {
  const at = Math.floor(now.getTime() / 1000);
  const v1 = createHmac("sha256", secret).update(`${at}.${payload}`).digest("hex");
  return `t=${at},v1=${v1}`;
}

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "");

const isPrivate = (address: string): boolean =>
  !env.WEBHOOKS_TO_PRIVATE && PRIVATE.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

/** What a connection asks before it is made: only the addresses that it may go to. It goes to none but those. */
const publicAddress =
  (find: FindAddresses, signal: AbortSignal): LookupFunction =>
  (name, options, callback) => {
    const answer = (found: Address[]) => {
      const open = found.filter(({ address }) => !isPrivate(address));
      const [first] = open;
      if (!first) return callback(Object.assign(new Error("private"), { code: "EPRIVATE" }), []);
      return options.all ? callback(null, open) : callback(null, first.address, first.family);
    };
    find(name, signal).then(answer, (error) => callback(error, []));
  };

const failureOf = (error: Error & { code?: string }): WebhookFailure => {
  if (error.code === "EPRIVATE") return "refused_address";
  return error.name === "TimeoutError" || error.name === "AbortError" ? "timed_out" : "unreachable";
};
