import { expect, test, vi } from "vitest";
import { send } from "@/lib/api/mutations/testing";

/** Nothing listens there. */
vi.hoisted(() => vi.stubEnv("DATABASE_URL", "postgresql://nobody:secret@127.0.0.1:1/nowhere"));

test("a database that is away is said to be away, with when to ask again, and no word of where it is", async () => {
  const secret = `ws_live_${"A".repeat(43)}`;
  for (const line of ["GET /balance", "POST /charges"]) {
    const response = await send(line, {}, { secret, key: "1" });
    expect(response).toMatchObject({ status: 503, body: { code: "unavailable" } });
    expect(response.headers.get("retry-after")).toBe("5");
    expect(JSON.stringify(response.body)).not.toMatch(/127\.0\.0\.1|nobody|nowhere/);
  }
});
