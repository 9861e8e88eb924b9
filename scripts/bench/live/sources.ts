import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startCheckout } from "@/lib/billing/mutations/checkout";
import { paymentClient } from "@/lib/billing/providers/stripe";
import { control } from "@/lib/billing/providers/testing";
import { credits, KINDS, type Kind } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import type { Member } from "@/lib/identity/types";
import { createImport } from "@/lib/leads/mutations/imports";
import { names } from "@/lib/leads/mutations/testing";
import { uploadPath } from "@/lib/leads/providers/uploads";
import { findImport } from "@/lib/leads/queries/imports";
import { inWorkspace } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { grantLot, PLENTY } from "../ledger/prepare";
import { actionOf } from "./actions";
import type { Server } from "./servers";

/** An entry, and the moment (of this process's clock) from which its way to the pages is timed. */
export type Change = { kind: Kind; seq: number; since: number };

/** What writes entries: `make` has one or more written, and returns them. */
export type Source = {
  name: string;
  from: "the request" | "its own time";
  make(): Promise<Change[]>;
};

type Place = { member: Member; servers: readonly [Server, Server]; secret: string; cookie: string };

const LEADS = 3;

/**
 * Everything that can write an entry: another process, the API of either server, a page, a job and a webhook. If
 * somebody asks for the entry and waits, its time begins with the question; a job's and a webhook's begins when the
 * entry says it was made, which is before it is committed.
 */
export function sourcesOf(place: Place): Source[] {
  const { member, servers, secret } = place;
  const asked = (name: string, charge: () => Promise<number>): Source => ({
    name,
    from: "the request",
    make: async () => {
      const since = performance.now();
      return [{ kind: "ai", seq: await charge(), since }];
    },
  });
  const imports = new Imports(place);
  return [
    asked("another process", () => chargeHere(member.workspaceId)),
    asked("this server's API", () => chargeAt(servers[0], secret)),
    asked("the other server's API", () => chargeAt(servers[1], secret)),
    { name: "a page", from: "the request", make: () => imports.start() },
    { name: "a job", from: "its own time", make: () => imports.finish() },
    { name: "a webhook", from: "its own time", make: () => buy(member) },
  ];
}

/** Grants enough credits of both kinds that nothing is refused. */
export async function fill(workspaceId: string): Promise<void> {
  for (const kind of KINDS) await grantLot(workspaceId, null, PLENTY, kind);
}

async function chargeHere(workspaceId: string): Promise<number> {
  const answer = await post(workspaceId, "ai", {
    type: "charge",
    key: newId(),
    amount: credits(100),
    actor: { type: "system" },
    reason: "Measured",
    operation: "content_generation",
  });
  if (!answer.ok) throw new Error(`A charge was refused: ${answer.reason}`);
  return answer.seq;
}

async function chargeAt({ origin }: Server, secret: string): Promise<number> {
  const response = await fetch(`${origin}/api/v1/charges`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${secret}`,
      "content-type": "application/json",
      "idempotency-key": newId(),
    },
    body: JSON.stringify({ operation: "custom:measured", kind: "ai", amount: "1.00" }),
  });
  const answer = (await response.json()) as { id?: string };
  if (!response.ok) throw new Error(`A charge was refused: ${JSON.stringify(answer)}`);
  return Number(answer.id?.split("-").at(-1));
}

/** A small import, started as its page does, which a server's worker then carries out. */
class Imports {
  #runId = "";

  constructor(private readonly place: Place) {}

  async start(): Promise<Change[]> {
    const { member, servers, cookie } = this.place;
    const { workspaceSlug: workspace } = member;
    const importId = await this.#upload();
    const list = { name: `List ${importId.slice(-12)}` };
    const wish = { workspace, importId, list, limit: null, maximum: LEADS * 7_000, wait: false };

    const since = performance.now();
    const response = await fetch(`${servers[0].origin}/${workspace}/leads/import`, {
      method: "POST",
      headers: {
        cookie,
        accept: "text/x-component",
        "content-type": "text/plain;charset=UTF-8",
        "next-action": actionOf("startImportAction"),
        origin: servers[0].origin,
      },
      body: JSON.stringify([wish]),
    });
    const answer = await response.text();
    this.#runId = /"runId":"([^"]+)"/.exec(answer)?.[1] ?? "";
    if (!this.#runId) throw new Error(`An import was refused: ${answer.slice(0, 500)}`);
    const [hold] = await this.#entries((type) => type === "hold");
    if (!hold) throw new Error("An import that started holds nothing.");
    return [{ ...hold, since }];
  }

  /** A file of usernames, which a server's worker reads. */
  async #upload(): Promise<string> {
    const { workspaceId, userId: createdBy } = this.place.member;
    const id = newId();
    const content = names(LEADS, id.slice(-10));
    await mkdir(dirname(uploadPath(id)), { recursive: true });
    await writeFile(uploadPath(id), content);
    const file = { id, workspaceId, createdBy, form: "usernames" as const, fileName: "people.csv" };
    const made = await createImport({ ...file, fileBytes: content.length, now: new Date() });
    if (!made.ok) throw new Error(`No import: ${made.reason}`);
    while ((await findImport(workspaceId, id))?.state !== "ready") await pause(50);
    return id;
  }

  /** Waits until the latest import is done: its charges and what came back are the job's entries. */
  async finish(): Promise<Change[]> {
    const { workspaceId } = this.place.member;
    const isDone = () =>
      inWorkspace(workspaceId, async (tx) => {
        const run = await tx.operationRun.findFirst({ where: { workspaceId, id: this.#runId } });
        return run?.state === "done";
      });
    while (!(await isDone())) await pause(50);
    return this.#entries((type) => type !== "hold");
  }

  async #entries(which: (type: string) => boolean): Promise<Change[]> {
    const { workspaceId } = this.place.member;
    const where = { workspaceId, kind: "lead" as const, runId: this.#runId };
    const found = await inWorkspace(workspaceId, (tx) =>
      tx.creditEntry.findMany({ where, orderBy: { seq: "asc" } }),
    );
    return found.filter(({ type }) => which(type)).map(made);
  }
}

/** Buys a package; the payment server reports it to the product as Stripe does. */
async function buy(member: Member): Promise<Change[]> {
  const { workspaceId, workspaceSlug, workspaceName, userId } = member;
  const opened = await startCheckout(paymentClient(), {
    workspaceId,
    workspaceSlug,
    workspaceName,
    buyerId: userId,
    buyerEmail: "bench@example.com",
    packageId: "popular",
    attempt: newId(),
    returnPath: `/${workspaceSlug}/settings/billing`,
    continueRunId: null,
    now: new Date(),
  });
  if (!opened.ok) throw new Error(`No checkout: ${opened.reason}`);
  const session = opened.url.split("/").at(-1);
  await control(env.STRIPE_API_BASE ?? "", "choose", { session, outcome: "pay" });
  const key = { workspaceId, id: opened.purchaseId };
  for (;;) {
    const entry = await inWorkspace(workspaceId, async (tx) => {
      const { kind, entrySeq } = await tx.purchase.findUniqueOrThrow({
        where: { workspaceId_id: key },
      });
      if (entrySeq === null) return null;
      const place = { workspaceId, kind, seq: entrySeq };
      return tx.creditEntry.findUniqueOrThrow({ where: { workspaceId_kind_seq: place } });
    });
    if (entry) return [made(entry)];
    await pause(20);
  }
}

/** When the entry says it was made, by this process's clock. */
const made = ({ kind, seq, at }: { kind: Kind; seq: bigint; at: Date }): Change => ({
  kind,
  seq: Number(seq),
  since: at.getTime() - performance.timeOrigin,
});
