import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { currentTrace, requestIdFrom } from "@/lib/platform/request-id";
import { currentTraffic, loggablePath, logRequests } from "@/lib/platform/request-log";

test("an address is logged without its query and without what gives access", () => {
  expect(loggablePath("/api/auth/callback/email?token=abc&email=a%40b.c")).toBe(
    "/api/auth/callback/email",
  );
  expect(loggablePath("/invitations/0a1b2c3d")).toBe("/invitations/[cut]");
  for (const mangled of [
    "//invitations/0a1b2c3d",
    "/invitations//0a1b2c3d",
    "/Invitations/0a1b2c3d",
  ]) {
    expect(loggablePath(mangled)).not.toContain("0a1b2c3d");
  }
  expect(loggablePath("http://x/invitations/0a1b2c3d/x")).toBe("http://x/invitations/[cut]/x");
  expect(loggablePath("/alder-finch/settings/billing?kind=ai")).toBe(
    "/alder-finch/settings/billing",
  );
});

test("a well-formed id is taken over from the caller, anything else is replaced", () => {
  expect(requestIdFrom("c0ffee00deadbeef")).toBe("c0ffee00deadbeef");
  for (const bad of [
    undefined,
    null,
    "",
    "short",
    "a b c d e f g h",
    "x".repeat(65),
    ["a"],
    "a\nb",
  ]) {
    expect(requestIdFrom(bad)).toMatch(/^[0-9a-f]{16}$/);
  }
});

test("an id goes in, through the code that answers, and out again", async () => {
  logRequests();
  const server = createServer(async (request, response) => {
    await new Promise((resume) => setTimeout(resume, 5));
    response.end(`${currentTrace()?.request} ${request.headers["x-request-id"]}`);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const ids = ["request-one", "request-two", "request-three"];
  const answers = await Promise.all(
    ids.map(async (id) => {
      const response = await fetch(`http://127.0.0.1:${port}/`, {
        headers: { "x-request-id": id },
      });
      return [await response.text(), response.headers.get("x-request-id")];
    }),
  );
  server.closeAllConnections();
  server.close();

  expect(answers).toEqual(ids.map((id) => [`${id} ${id}`, id]));
  await expect.poll(() => currentTraffic().inFlight).toBe(0);
});
