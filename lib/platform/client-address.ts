import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** The header in which `noteClientAddress` passes the address on to whatever handles the request. */
export const CLIENT_ADDRESS = "x-client-address";

/** The proxies whose `x-forwarded-for` is believed. */
export type TrustedProxies = Pick<BlockList, "check">;

/**
 * Reads "10.0.0.0/8, 192.0.2.7, ::1": addresses and ranges, separated by commas. Throws if one is neither. An empty text
 * trusts no proxy.
 */
export function trustedProxies(written: string): TrustedProxies {
  const proxies = new BlockList();
  for (const one of written.split(",").map((part) => part.trim())) {
    if (one === "") continue;
    const [address = "", prefix] = one.split("/");
    const family = familyOf(address);
    if (!family) throw new Error("neither an address nor a range");
    if (prefix === undefined) proxies.addAddress(address, family);
    else proxies.addSubnet(address, Number(prefix), family);
  }
  return proxies;
}

/**
 * The address a request is from: the peer of its connection or, if that is a trusted proxy, the address that this proxy
 * gives, and so on. Anybody can send the entries to the left of these, so they are ignored.
 */
export function clientAddress(
  connectedFrom: string | undefined,
  forwardedFor: string | undefined,
  proxies: TrustedProxies,
): string {
  let address = plain(connectedFrom ?? "");
  const claims = (forwardedFor ?? "").split(",").map((one) => plain(one.trim()));
  while (isTrusted(address, proxies)) {
    const claimed = claims.pop() ?? "";
    if (!isIP(claimed)) break;
    address = claimed;
  }
  return address || "unknown";
}

/**
 * What counts as one client: an IPv4 address, or the /64 of an IPv6 address. Whoever has one address of a /64 has all of
 * its 2^64, and a limit on each would be none.
 */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  // As a URL has it: no zone, no dotted tail, no leading zeros.
  const { hostname } = new URL(`http://[${address.replace(/%.*/, "")}]`);
  const [left = [], right] = hostname
    .slice(1, -1)
    .split("::")
    .map((part) => part.split(":").filter(Boolean));
  const zeros = right ? Array(8 - left.length - right.length).fill("0") : [];
  return `${[...left, ...zeros, ...(right ?? [])].slice(0, 4).join(":")}::/64`;
}

/** Sets `CLIENT_ADDRESS` on a request, to the client it counts as, replacing whatever the client sent. */
export function noteClientAddress(request: IncomingMessage, proxies: TrustedProxies): void {
  const forwarded = request.headers["x-forwarded-for"];
  const address = clientAddress(
    request.socket.remoteAddress,
    Array.isArray(forwarded) ? forwarded.join(",") : forwarded,
    proxies,
  );
  request.headers[CLIENT_ADDRESS] = networkOf(address);
}

/** What was noted for a request: its IPv4 address, or the network of its IPv6 address. */
export const addressOf = (headers: Pick<Headers, "get">): string =>
  headers.get(CLIENT_ADDRESS) ?? "unknown";

const familyOf = (address: string) =>
  ({ 0: null, 4: "ipv4", 6: "ipv6" })[isIP(address)] as "ipv4" | "ipv6" | null;

function isTrusted(address: string, proxies: TrustedProxies): boolean {
  const family = familyOf(address);
  return family !== null && proxies.check(address, family);
}

/** An IPv4 address without the prefix that a dual-stack socket adds. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, "");
