import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { deliverNotice } from "@/lib/credits/mutations/deliver";
import { post } from "@/lib/credits/mutations/door";
import { charge, grant, newWorkspace } from "@/lib/credits/mutations/door/testing";
import { relayAllNotices } from "@/lib/credits/mutations/notices";
import { recentNotices } from "@/lib/credits/queries/alerts";
import { inWorkspace } from "@/lib/platform/db";

// No worker runs here: one would deliver the notice itself, before either try.

vi.hoisted(() => vi.stubEnv("WEBHOOKS_TO_PRIVATE", "1"));

test("a try that fails late does not write its failure beside what another try brought", async () => {
  const held: (() => void)[] = [];
  const receiver = createServer((_, response) => {
    if (held.length > 0) response.writeHead(200).end();
    else held.push(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void receiver.close());
  const target = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  const workspaceId = await newWorkspace();
  const data = { workspaceId, webhookUrl: target, webhookSecret: "whsec_of_the_workspace" };
  await inWorkspace(workspaceId, (tx) => tx.alertSetting.create({ data }));
  await post(workspaceId, "ai", grant(200_00));
  await post(workspaceId, "ai", charge(200_00));
  await relayAllNotices();
  const [notice] = await recentNotices(workspaceId);
  const delivery = {
    workspaceId,
    noticeId: String(notice?.id),
    channel: "webhook",
    target,
  } as const;

  const late = deliverNotice(delivery);
  await expect.poll(() => held.length).toBe(1);
  await deliverNotice(delivery);
  held[0]?.();
  await expect(late).rejects.toThrow("500");
  const [row] = await inWorkspace(workspaceId, (tx) =>
    tx.noticeDelivery.findMany({ where: { workspaceId, channel: "webhook" } }),
  );
  expect(row).toMatchObject({ failure: null, attempts: 1, deliveredAt: expect.any(Date) });
});
