import { expect, test } from "vitest";
import { aProgram } from "@/lib/api/mutations/testing";
import { switchSourcing } from "@/lib/leads/mutations/sourcing";
import { recentSourcing } from "@/lib/leads/queries/sourcing/requests";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";

const admin = newId();
const sourcing = (quantity: number) => ({ operation: "lead_sourcing", quantity });
const paused = { status: 409, body: { code: "sourcing_paused" } };

const pause = (workspaceId: string, enabled = false) =>
  switchSourcing(workspaceId, { enabled, by: admin, now: clock.now() });

test("paused by an admin, nothing new is charged or held; what was begun goes on", async () => {
  const program = await aProgram();
  await program.grant(1_000, "lead");
  const key = newId();
  const first = await program.post("/charges", sourcing(10), { key });
  expect(first.status).toBe(201);
  const hold = await program.post("/holds", sourcing(25));
  expect(hold.status).toBe(201);

  await pause(program.workspaceId);
  expect(await program.post("/charges", sourcing(1))).toMatchObject(paused);
  const refused = await program.post("/holds", sourcing(1));
  expect(refused).toMatchObject(paused);
  expect(new Date(String(refused.body.since)).getTime()).toBeLessThanOrEqual(Date.now());
  expect((await program.get("/balance")).body).toMatchObject({
    lead: { current: "990.00", held: "25.00" },
  });

  const capture = { quantity: 20, settle: true };
  expect((await program.post(`/holds/${hold.body.id}/capture`, capture)).status).toBe(201);
  // The repeat of what was charged before the pause is told what it was told then.
  const again = await program.post("/charges", sourcing(10), { key });
  expect(again).toMatchObject({ status: 201, body: first.body });
  // Other work with lead credits is not sourcing; a quote moves nothing.
  const scan = { operation: "import_followers", quantity: 1 };
  expect((await program.post("/charges", scan)).status).toBe(201);
  expect((await program.post("/quotes", sourcing(5))).status).toBe(200);

  await pause(program.workspaceId, true);
  expect((await program.post("/charges", sourcing(1))).status).toBe(201);
  await program.mustVerify();
});

test("each program's workspace is paused for itself", async () => {
  const [mine, other] = [await aProgram(), await aProgram()];
  await pause(other.workspaceId);
  await mine.grant(10, "lead");
  expect((await mine.post("/charges", sourcing(1))).status).toBe(201);
});

test("the latest requests say what was asked for, delivered and charged, and by whom", async () => {
  const program = await aProgram();
  await program.grant(1_000, "lead");
  const requests = () => recentSourcing(program.workspaceId, 10, clock.now());
  expect(await requests()).toEqual([]);

  await program.post("/charges", sourcing(12));
  const whole = await program.post("/holds", sourcing(40));
  await program.post(`/holds/${whole.body.id}/capture`, {});
  const parts = await program.post("/holds", {
    operation: "lead_sourcing",
    quantity: { min: 10, likely: 50, max: 100 },
  });
  await program.post(`/holds/${parts.body.id}/capture`, { quantity: 30 });
  await program.post(`/holds/${parts.body.id}/capture`, { quantity: 7 });
  const untold = await program.post("/holds", sourcing(5));
  await program.post(`/holds/${untold.body.id}/capture`, { amount: "2.00", settle: true });
  await program.post("/holds", { ...sourcing(3) });
  // Not sourcing: not among them.
  await program.post("/charges", { operation: "import_followers", quantity: 2 });

  const shown = (await requests()).map(({ requested, delivered, charged, open }) => ({
    requested,
    delivered,
    charged,
    open,
  }));
  expect(shown).toEqual([
    { requested: 3, delivered: 0, charged: 0, open: true },
    { requested: 5, delivered: null, charged: 200, open: false },
    { requested: 100, delivered: 37, charged: 3_700, open: true },
    { requested: 40, delivered: 40, charged: 4_000, open: false },
    { requested: 12, delivered: 12, charged: 1_200, open: false },
  ]);
  expect(new Set((await requests()).map(({ by }) => by))).toEqual(
    new Set(["API key Nightly sync"]),
  );
  for (let made = 0; made < 8; made += 1) await program.post("/charges", sourcing(1));
  expect(await requests()).toHaveLength(10);
});
