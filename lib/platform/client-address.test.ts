import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import {
  CLIENT_ADDRESS,
  clientAddress,
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
