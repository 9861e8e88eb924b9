import type { Member } from "@/lib/identity/types";
import type { Workspace } from "../fixtures";

/**
 * Fills a workspace as some weeks of use would: a purchase, runs of every ending, one under way, another member, an
 * invitation, a key, a limit and a list. What has rows to measure has them.
 */
export async function furnish(workspace: Workspace): Promise<void> {
  const priya = await workspace.member("member", "Priya Raman-Featherstonehaugh");
  await tellHistory(workspace, priya.userId);
  await workspace.grant("lead", "186400.00");
  const [{ createApiKey }, { invite }, { setLimit }, { credits }] = await Promise.all([
    import("@/lib/identity/mutations/api-keys"),
    import("@/lib/identity/mutations/invitations"),
    import("@/lib/credits/mutations/limits"),
    import("@/lib/credits/core/amount"),
  ]);
  const by = { workspaceId: workspace.id, userId: workspace.owner.userId, role: "owner" } as Member;
  await createApiKey(by, { name: "Nightly sync", scopes: ["balance:read"], lifetime: null });
  await invite(by, { email: `mei.${workspace.slug}@example.com`, role: "member" });
  await setLimit(by, {
    kind: "ai",
    scope: "member",
    target: priya.userId,
    amount: credits(120_00),
    mode: "block",
    isNew: true,
  });
}

const HOUR = 3_600_000;

async function tellHistory({ id, owner }: Workspace, memberId: string): Promise<void> {
  const [{ Book }, { buy }, work, { currentRateCard }] = await Promise.all([
    import("@/prisma/seed/tools/book"),
    import("@/prisma/seed/tools/purchase"),
    import("@/prisma/seed/tools/work"),
    import("@/lib/credits/queries/rate-card"),
  ]);
  const now = Date.now();
  const book = new Book(id, await currentRateCard(new Date(now)), now);
  await buy(book, {
    kind: "ai",
    packageId: "popular",
    at: now - 400 * HOUR,
    buyerId: owner.userId,
  });
  const person = { handle: "fabricacoffee", words: 320, contextItems: 0 };
  const done = { kind: "ai" as const, minutes: 2, ended: "done" as const };
  for (let day = 12; day > 0; day -= 1) {
    const at = now - day * 24 * HOUR;
    const posts = work.postsCosting(
      book.card,
      400 + day * 37,
      () => `Spring roast launch, day ${day}`,
    );
    book.run({ ...posts, ...done, name: `posts:${day}`, at, actorId: owner.userId });
  }
  const letters = work.messages(book.card, "dm_premium", "Café owners", [person, person, person]);
  const campaign = {
    id: book.id("campaign"),
    name: "Autumn menu, and everything that goes with it",
  };
  book.run({
    ...letters,
    ...done,
    name: "letters",
    at: now - 6 * HOUR,
    actorId: memberId,
    campaign,
  });
  const failed = work.single(book.card, "strategy_analysis", "Channel mix", { words: 2_200 });
  book.run({
    ...failed,
    ...done,
    charge: null,
    ended: "failed",
    name: "failed",
    at: now - 5 * HOUR,
    actorId: memberId,
  });
  const running = work.postsCosting(book.card, 700, () => "Autumn menu, 6 posts");
  book.run({
    ...running,
    ...done,
    charge: null,
    ended: "running",
    name: "running",
    at: now - 60_000,
    actorId: memberId,
  });
  await book.write();
}
