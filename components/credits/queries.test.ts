import { QueryClient } from "@tanstack/react-query";
import { afterEach, expect, test, vi } from "vitest";
import { balancesQuery, byKind, showBalance } from "@/components/credits/queries";
import type { Balance } from "@/lib/credits/core/balance";

const AT = "2026-11-20T14:40:00.000Z";
const balance = (kind: "ai" | "lead", version: number, asOf = AT): Balance =>
  ({ kind, version, asOf, available: version }) as unknown as Balance;

const balancesAt = (version: number) => byKind([balance("ai", version), balance("lead", version)]);

afterEach(() => vi.unstubAllGlobals());

function opened(version: number) {
  const client = new QueryClient();
  const { queryKey } = balancesQuery("alder");
  client.setQueryData(queryKey, balancesAt(version));
  const versions = () => {
    const { ai, lead } = client.getQueryData(queryKey) ?? balancesAt(-1);
    return [ai.version, lead.version];
  };
  return { client, versions };
}

test("each kind follows its own numbers, and never back", () => {
  const { client, versions } = opened(5);
  expect(showBalance(client, "alder", balance("ai", 6))).toBe(true);
  expect(showBalance(client, "alder", balance("ai", 5))).toBe(false);
  expect(showBalance(client, "alder", balance("lead", 5, "2026-11-20T14:39:59.000Z"))).toBe(false);
  expect(versions()).toEqual([6, 5]);
});

test("what was fetched is shown only where the stream has sent nothing newer meanwhile", async () => {
  const { client, versions } = opened(5);
  const answer = Promise.withResolvers<Response>();
  vi.stubGlobal("fetch", () => answer.promise);
  const fetched = client.fetchQuery({ ...balancesQuery("alder"), staleTime: 0 });
  expect(showBalance(client, "alder", balance("ai", 8))).toBe(true);
  answer.resolve(Response.json({ balances: [balance("ai", 7), balance("lead", 6)] }));
  await fetched;
  expect(versions()).toEqual([8, 6]);
  client.clear();
});
