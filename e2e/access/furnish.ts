import type { Member } from "@/lib/identity/types";
import type { Workspace } from "../fixtures";
import { amountOf, book } from "../ledger";
import type { Letters, Places } from "../pages";
import type { World } from "../screens/world/types";

/** The places of a workspace that was filled: of its runs those that work and are done, and what a program holds. */
export type Furnished = Places & Pick<World, "sessions">;

/**
 * Fills a workspace as some weeks of use would: a purchase, runs of every ending, one under way, a hold of a program,
 * another member, an invitation, a key, a limit, a list, and checkouts of every ending. What has rows to measure has them.
 */
export async function furnish(workspace: Workspace): Promise<Furnished> {
  const priyaId = await addPriya(workspace);
  const runs = await bookHistory(workspace, priyaId);
  await workspace.grant("lead", "186400.00");
  const [{ createApiKey }, { invite }, { setLimit }, { credits }, { openPurchases }] =
    await Promise.all([
      import("@/lib/identity/mutations/api-keys"),
      import("@/lib/identity/mutations/invitations"),
      import("@/lib/credits/mutations/limits"),
      import("@/lib/credits/core/amount"),
      import("../screens/world/purchases"),
    ]);
  const by = ownerOf(workspace);
  const wish = { name: "Nightly sync", scopes: ["balance:read" as const], lifetime: null };
  const key = await createApiKey(by, wish);
  if (!key.ok) throw new Error(`No key: ${key.reason}`);
  await invite(by, { email: `mei.${workspace.slug}@example.com`, role: "member" });
  await setLimit(by, {
    kind: "ai",
    scope: "member",
    target: priyaId,
    amount: credits(120_00),
    mode: "block",
    isNew: true,
  });
  await setLimit(by, {
    kind: "ai",
    scope: "operation",
    target: "content_generation",
    amount: credits(900_00),
    mode: "notify",
    isNew: true,
  });
  return {
    runs: { ...runs, hold: await holdAsProgram(workspace, key.apiKeyId) },
    listId: await makeList(workspace),
    sessions: await openPurchases(by),
  };
}

/** Mails an invitation to somebody new, and a link to sign in to the owner: their secrets are in the mails alone. */
export async function sendLetters(workspace: Workspace): Promise<Letters> {
  const [{ invite }, { requestSignInLink }, { outboxMails }, { secretIn }] = await Promise.all([
    import("@/lib/identity/mutations/invitations"),
    import("@/lib/identity/mutations/sign-in-link"),
    import("@/lib/platform/mail"),
    import("../screens/world/letters"),
  ]);
  const invited = `rui.${workspace.slug}@example.com`;
  const { email } = workspace.owner;
  await invite(ownerOf(workspace), { email: invited, role: "member" });
  // An address of its own: no other journey's links are counted with it.
  await requestSignInLink({ email, ip: workspace.id });
  const mails = await outboxMails();
  const to = (address: string) =>
    mails.filter(({ recipient }) => recipient === address).map(({ text }) => text);
  return {
    invitation: secretIn(to(invited), /\/invitations\/([\w-]+)/),
    signInLink: secretIn(to(email), /\/sign-in\/link\?token=([\w-]+)/),
  };
}

const ownerOf = ({ id, slug, name, owner }: Workspace): Member =>
  ({
    workspaceId: id,
    workspaceSlug: slug,
    workspaceName: name,
    userId: owner.userId,
    name: owner.name,
    role: "owner",
  }) as Member;

/** Another member, of whom there is a name and no browser: nobody looks at anything as her. Answers her id. */
async function addPriya({ id }: Workspace): Promise<string> {
  const [{ createUser }, { addMember }] = await Promise.all([
    import("@/lib/identity/mutations/users"),
    import("@/lib/identity/mutations/members"),
  ]);
  const name = "Priya Raman-Featherstonehaugh";
  const email = `priya.raman-featherstonehaugh.${id.slice(-12)}@example.com`;
  const made = await createUser({ name, email, emailVerified: true });
  if (!made.ok) throw new Error(`No user: ${made.reason}`);
  await addMember({ workspaceId: id, userId: made.userId, role: "member" });
  return made.userId;
}

const HOUR = 3_600_000;

/** Sets credits aside as a program does, and charges a part of them. */
async function holdAsProgram(workspace: Workspace, keyId: string): Promise<string> {
  const { newId } = await import("@/lib/platform/ids");
  const holdId = newId();
  const actor = { type: "api_key", id: keyId } as const;
  const about = { holdId, actor, operation: "content_generation", subject: "Autumn newsletter" };
  const lapsesAt = new Date(Date.now() + 24 * HOUR);
  const [amount, part] = await Promise.all([amountOf(24_00), amountOf(6_40)]);
  await book(workspace, "ai", { type: "hold", amount, lapsesAt, ...about });
  await book(workspace, "ai", { type: "capture", amount: part, settle: false, ...about });
  return holdId;
}

/** A list with leads on it, as the demo workspace has them. */
async function makeList({ id, owner }: Workspace): Promise<string> {
  const [{ makeLists }, { idFrom, randomFrom }] = await Promise.all([
    import("@/prisma/seed/scenarios/alder-finch/lists"),
    import("@/prisma/seed/tools/random"),
  ]);
  const list = "Roasters, Porto";
  const at = Date.now() - 30 * HOUR;
  await makeLists(
    id,
    [{ list, leads: 12, source: "Likers of a roastery", at, by: owner.userId }],
    randomFrom(12),
  );
  return idFrom(id, "list", list);
}

async function bookHistory(
  { id, owner }: Workspace,
  memberId: string,
): Promise<{ running: string; done: string }> {
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
  const finished = book.run({
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
  const started = book.run({
    ...running,
    ...done,
    charge: null,
    ended: "running",
    name: "running",
    at: now - 60_000,
    actorId: memberId,
  });
  await book.write();
  return { running: started, done: finished };
}
