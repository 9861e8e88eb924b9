import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import {
  addressOf,
  CLIENT_ADDRESS,
  clientAddress,
  networkOf,
  noteClientAddress,
  trustedProxies,
} from "@/lib/platform/client-address";

const NOBODY = trustedProxies("");

test("without a trusted proxy only the connection counts", () => {
  expect(clientAddress("203.0.113.9", "6.6.6.6", NOBODY)).toBe("203.0.113.9");
  expect(clientAddress("127.0.0.1", "6.6.6.6", NOBODY)).toBe("127.0.0.1");
  expect(clientAddress("::ffff:203.0.113.9", undefined, NOBODY)).toBe("203.0.113.9");
  expect(clientAddress(undefined, "6.6.6.6", NOBODY)).toBe("unknown");
});

test("a trusted proxy is believed, and so is one behind it, but not what a client claimed before them", () => {
  const proxies = trustedProxies("10.0.0.0/8, 192.0.2.7,fd00::/8");
  expect(clientAddress("10.1.2.3", "6.6.6.6, 203.0.113.9", proxies)).toBe("203.0.113.9");
  expect(clientAddress("fd00::1", "6.6.6.6, 203.0.113.9, 192.0.2.7", proxies)).toBe("203.0.113.9");
  expect(clientAddress("::ffff:10.1.2.3", "2001:db8::5", proxies)).toBe("2001:db8::5");
  expect(clientAddress("192.0.2.8", "203.0.113.9", proxies)).toBe("192.0.2.8");
});

test("what is no address ends the walk, and a proxy that says nothing stands for itself", () => {
  const proxies = trustedProxies("10.0.0.0/8");
  expect(clientAddress("10.1.2.3", undefined, proxies)).toBe("10.1.2.3");
  expect(clientAddress("10.1.2.3", "203.0.113.9, not an address", proxies)).toBe("10.1.2.3");
  expect(clientAddress("10.1.2.3", "10.9.9.9", proxies)).toBe("10.9.9.9");
});

test("what is neither an address nor a range is refused", () => {
  for (const wrong of ["proxy.example.com", "10.0.0.0/33", "10.0.0.0/x", "true", "1"]) {
    expect(() => trustedProxies(wrong)).toThrow();
  }
});

test("all addresses of one IPv6 network count as one client", () => {
  for (const [address, network] of [
    ["2001:db8:0:7::1", "2001:db8:0:7::/64"],
    ["2001:0DB8:0000:0007:ffff:ffff:ffff:ffff", "2001:db8:0:7::/64"],
    ["2001:db8:0:8::1", "2001:db8:0:8::/64"],
    ["2001:db8::5", "2001:db8:0:0::/64"],
    ["1::2:3:4:5:192.0.2.1", "1:0:2:3::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["203.0.113.9", "203.0.113.9"],
    ["unknown", "unknown"],
  ] as const) {
    expect(networkOf(address), address).toBe(network);
  }
});

test("what is noted is the network, whichever address of it a client comes from", () => {
  const noted = (from: string) => {
    const request = { headers: { "x-forwarded-for": from }, socket: { remoteAddress: "10.0.0.1" } };
    noteClientAddress(request as unknown as IncomingMessage, trustedProxies("10.0.0.0/8"));
    return addressOf(new Headers(request.headers));
  };
  expect(noted("2001:db8::1:2:3:4")).toBe(noted("2001:db8::5:6:7:8"));
  expect(noted("2001:db8::1:2:3:4")).not.toBe(noted("2001:db8:1::1"));
  expect(noted("203.0.113.9")).not.toBe(noted("203.0.113.10"));
});

test("a client cannot name itself: neither in the one header nor in the other", async () => {
  const server = createServer((request, response) => {
    noteClientAddress(request, NOBODY);
    response.end(request.headers[CLIENT_ADDRESS]);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const headers = { "x-forwarded-for": "6.6.6.6", [CLIENT_ADDRESS]: "6.6.6.6" };
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers });
  expect(await response.text()).toBe("127.0.0.1");
  server.closeAllConnections();
  server.close();
});
