import { readFileSync } from "node:fs";
import { type Permission, ROLES, roleAllows } from "@/lib/identity/core/permissions";
import { pay, toCheckout } from "./checkout";
import { expect, type Person, test, type Workspace } from "./fixtures";

/**
 * What every action of a workspace needs, whatever buttons a role is shown. Each is sent by everybody, as a browser
 * sends it: a gate answers before it reads anything but the workspace.
 */
const NEEDS = {
  startCheckoutAction: "credits:buy",
  switchTopUpOnAction: "credits:buy",
  switchTopUpOffAction: "credits:buy",
  tryTopUpNowAction: "credits:buy",
  addCardAction: "credits:buy",
  removeCardAction: "credits:buy",
  refundPurchaseAction: "credits:adjust",
  checkLedgerAction: "credits:adjust",
  askForCreditsAction: "workspace:view",
  readNoticesAction: "workspace:view",
  stopRunAction: "credits:spend",
  undoRunAction: "credits:spend",
  waitLongerAction: "credits:spend",
  changeThresholdAction: "workspace:manage",
  removeThresholdAction: "workspace:manage",
  setLimitAction: "workspace:manage",
  liftLimitAction: "workspace:manage",
  changeRecipientsAction: "workspace:manage",
  changeWebhookAction: "workspace:manage",
  replaceSecretAction: "workspace:manage",
  removeWebhookAction: "workspace:manage",
  testMailAction: "workspace:manage",
  testWebhookAction: "workspace:manage",
  switchSourcingAction: "workspace:manage",
  updateWorkspaceAction: "workspace:manage",
  changeSlugAction: "workspace:manage",
  createApiKeyAction: "api-keys:manage",
  revokeApiKeyAction: "api-keys:manage",
  inviteAction: "members:manage",
  resendInvitationAction: "members:manage",
  revokeInvitationAction: "members:manage",
  changeRoleAction: "members:manage",
  removeMemberAction: "members:manage",
  leaveAction: "workspace:view",
  createListAction: "leads:edit",
  renameListAction: "leads:edit",
  deleteListAction: "leads:edit",
  rereadImportAction: "leads:edit",
  discardImportAction: "leads:edit",
  startImportAction: "leads:edit",
  stopImportAction: "leads:edit",
} as const satisfies Record<string, Permission>;

/** Those of whoever has an account, whatever their workspaces; rates.spec.ts tries to publish a rate card. */
const OF_NO_WORKSPACE = /^lib\/identity\/actions\/(account|joining|sign-in)\.ts$|rate-cards\.ts$/;

type Action = { id: string; name: keyof typeof NEEDS; page: string };
type Manifest = {
  node: Record<string, { exportedName: string; filename: string; workers: object }>;
};

/** The actions that the product was built with, each with a page that has it. */
function actions(): Action[] {
  const file = readFileSync(".next/server/server-reference-manifest.json", "utf8");
  return Object.entries((JSON.parse(file) as Manifest).node)
    .filter(([, { filename }]) => !OF_NO_WORKSPACE.test(filename))
    .map(([id, { exportedName, workers }]) => {
      const pages = Object.keys(workers).map((page) =>
        page.replace(/^app\/\[workspace]/, "").replace(/\/(page|\([^)]+\))/g, ""),
      );
      const page = pages.find((one) => !/[[(]/.test(one)) ?? "";
      return { id, name: exportedName as Action["name"], page };
    });
}

const send = async (action: Action, { context }: Person, workspace: Workspace) => {
  const answer = await context.request.post(workspace.path(action.page), {
    headers: {
      "next-action": action.id,
      "content-type": "text/plain;charset=UTF-8",
      accept: "text/x-component",
    },
    data: JSON.stringify([{ workspace: workspace.slug }]),
    maxRedirects: 0,
  });
  return answer.text();
};

test("every action is refused to whoever lacks its permission, and to no one else", async ({
  workspace,
}) => {
  test.slow();
  const all = actions();
  expect(all.map(({ name }) => name).toSorted()).toEqual(Object.keys(NEEDS).toSorted());
  for (const role of ROLES) {
    const person = role === "owner" ? workspace.owner : await workspace.member(role, role);
    for (const action of all) {
      const needed = NEEDS[action.name];
      // Who leaves could try nothing more.
      if (action.name === "leaveAction") continue;
      const said = await send(action, person, workspace);
      const refused = said.includes('"serverError":"forbidden"');
      const heard = /"(data|validationErrors|serverError)":/.test(said);
      expect
        .soft([refused, heard], `${action.name} by ${role}: ${said.slice(0, 300)}`)
        .toEqual([!roleAllows(role, needed), true]);
    }
  }
});

test("what was paid, with which card, and what is not paid yet is told to those who may buy, and in no answer to others", async ({
  page,
  workspace,
}) => {
  await toCheckout(page, workspace);
  await pay(page);
  await expect(page.getByRole("heading", { name: "550 credits added" })).toBeVisible();
  await toCheckout(page, workspace, "starter");

  const said = async ({ context: { request } }: Person) => {
    const row = `/api/transactions/ai-1?workspace=${workspace.slug}`;
    const [drawer, help, answer] = [
      await request.get(workspace.path("/settings/billing?tx=ai-1")),
      await request.get(workspace.path("/settings/billing?help=balance")),
      await request.get(row),
    ];
    expect([drawer.status(), help.status(), answer.status()]).toEqual([200, 200, 200]);
    const { entry, payment } = await answer.json();
    return {
      row: entry.transaction.label,
      cardInAnswer: payment?.cardLast4 ?? null,
      cardOnPage: (await drawer.text()).includes("4242"),
      unpaidOnPage: (await help.text()).includes("checkout was not completed"),
    };
  };
  const buys = { row: "Purchase", cardInAnswer: "4242", cardOnPage: true, unpaidOnPage: true };
  const not = { row: "Purchase", cardInAnswer: null, cardOnPage: false, unpaidOnPage: false };
  for (const role of ROLES) {
    const person = role === "owner" ? workspace.owner : await workspace.member(role, role);
    const may = roleAllows(role, "credits:buy");
    expect.soft(await said(person), role).toEqual(may ? buys : not);
  }
});
