import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { invitationEnd, invitationState } from "@/lib/identity/core/invitation";
import { invitationMail } from "@/lib/identity/core/mails";
import { decideRemoval, decideRole, type Seat } from "@/lib/identity/core/membership";
import { firstPage, pageInside, safeNextPath } from "@/lib/identity/core/next-path";
import { type Permission, ROLES, type Role, roleAllows } from "@/lib/identity/core/permissions";
import { castIsOffered, isCastAddress } from "@/lib/identity/core/sign-in-ways";
import { numberedSlug, SLUG_MAX, slugFromName, slugProblem } from "@/lib/identity/core/slug";
import { isTimeZone, timeZoneChoices } from "@/lib/identity/core/time-zone";

const MATRIX: Record<Permission, string> = {
  "workspace:view": "owner admin billing member viewer",
  "workspace:manage": "owner admin",
  "members:manage": "owner admin",
  "credits:spend": "owner admin member",
  "credits:buy": "owner admin billing",
  "credits:adjust": "owner admin",
  "api-keys:manage": "owner admin",
  "usage:view": "owner admin",
  "leads:edit": "owner admin member",
};

test.each(Object.entries(MATRIX))(
  "%s is allowed to %s, and to no other role",
  (permission, roles) => {
    expect(ROLES.filter((role) => roleAllows(role, permission as Permission)).join(" ")).toBe(
      roles,
    );
  },
);

describe("addresses of workspaces", () => {
  test.each([
    ["Alder & Finch", "alder-finch"],
    ["Café Norte & Söhne", "cafe-norte-sohne"],
    ["  Ines's Team  ", "iness-team"],
    ["東京", "team-workspace"],
    ["Settings", "settings-team"],
    ["x", "x-team"],
  ])("%s becomes %s", (name, slug) => expect(slugFromName(name)).toBe(slug));

  test.each([
    "api",
    "sign-in",
    "sign-up",
    "invitations",
    "rates",
    "gallery",
    "outbox",
    "settings",
    "health",
    "workspaces",
  ])("%s is reserved", (word) => expect(slugProblem(word)).toBe("slug_reserved"));

  test.each([
    "a",
    "-ab",
    "ab-",
    "a--b",
    "Ab",
    "a b",
    "a/b",
    "_next",
    "ab.c",
    "x".repeat(SLUG_MAX + 1),
    "ábc",
  ])("%s is malformed", (slug) => expect(slugProblem(slug)).toBe("slug_invalid"));

  test("whatever the name, its address can be used, and so can every number of it", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 90 }),
        fc.integer({ min: 1, max: 5000 }),
        (name, number) => {
          const slug = slugFromName(name);
          return slugProblem(slug) === null && slugProblem(numberedSlug(slug, number)) === null;
        },
      ),
    );
  });
});

describe("where to go after signing in", () => {
  test.each(["/acme", "/acme/settings/billing?tx=ai-1042#top", "/", "/invitations/abc"])(
    "%s is followed",
    (path) => expect(safeNextPath(path)).toBe(path),
  );

  test.each([
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "acme",
    "/sign-in?next=/acme",
    "/api/auth/signout",
    "/..//evil.example",
    "/.//evil.example",
    "",
    null,
  ])("%j is not", (path) => expect(safeNextPath(path)).toBeNull());

  test("nothing that is followed leaves this site", () => {
    const tricky = fc.string({
      unit: fc.constantFrom("/", "\\", ".", "\t", "\n", "@", ":", "e", "%", "?", "#"),
    });
    fc.assert(
      fc.property(tricky, (path) => {
        const next = safeNextPath(`/${path}`);
        return (
          next === null || new URL(next, "https://here.example").origin === "https://here.example"
        );
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the page inside a workspace that somebody is on the way to", () => {
  test.each([
    ["/settings/billing?kind=lead&buy=lead-5k", "/acme/settings/billing?kind=lead&buy=lead-5k"],
    [undefined, "/acme"],
    ["", "/acme"],
    ["settings", "/acme"],
    ["/../other/settings", "/acme"],
    ["/..//evil.example", "/acme"],
    ["@evil.example", "/acme"],
    ["/\\evil.example", "/acme"],
  ])("%j leads to %s", (to, path) => expect(pageInside("acme", to)).toBe(path));

  test("somebody new goes on to the choice of a workspace, and nowhere else", () => {
    const choosing = "/workspaces?to=%2Fsettings%2Fbilling%3Fbuy%3Dpro";
    expect(firstPage("acme", choosing)).toBe(choosing);
    for (const next of [undefined, "/other/settings", "//evil.example", "/workspacesx"]) {
      expect(firstPage("acme", next)).toBe("/acme");
    }
  });
});

describe("who may change whom", () => {
  const seats: Seat[] = [
    { userId: "owner", role: "owner" },
    { userId: "admin", role: "admin" },
    { userId: "member", role: "member" },
  ];
  const twoOwners: Seat[] = [...seats, { userId: "second", role: "owner" }];

  test.each([
    ["owner", "member", "admin", { ok: true }],
    ["admin", "member", "viewer", { ok: true }],
    ["owner", "member", "owner", { ok: true }],
    ["admin", "member", "owner", { ok: false, reason: "only_owners_make_owners" }],
    ["admin", "owner", "member", { ok: false, reason: "only_owners_change_owners" }],
    ["owner", "owner", "member", { ok: false, reason: "last_owner" }],
    ["member", "member", "admin", { ok: false, reason: "not_allowed" }],
    ["stranger", "member", "admin", { ok: false, reason: "not_a_member" }],
    ["owner", "stranger", "admin", { ok: false, reason: "not_a_member" }],
  ] as const)("%s gives %s the role %s", (by, target, role, decision) =>
    expect(decideRole(seats, by, target, role)).toEqual(decision),
  );

  test.each([
    ["owner", "admin", { ok: true }],
    ["admin", "member", { ok: true }],
    ["member", "member", { ok: true }],
    ["member", "admin", { ok: false, reason: "not_allowed" }],
    ["admin", "owner", { ok: false, reason: "only_owners_change_owners" }],
    ["owner", "owner", { ok: false, reason: "last_owner" }],
  ] as const)("%s takes %s out", (by, target, decision) =>
    expect(decideRemoval(seats, by, target)).toEqual(decision),
  );

  test("one of two owners may leave or step down", () => {
    expect(decideRemoval(twoOwners, "owner", "owner")).toEqual({ ok: true });
    expect(decideRole(twoOwners, "second", "owner", "member")).toEqual({ ok: true });
  });

  test("whatever is done in whatever order, an owner stays", () => {
    const people = ["owner", "admin", "member", "second"];
    type Step = { by: string; target: string; role: Role | null };
    const after = (now: Seat[], { by, target, role }: Step): Seat[] => {
      if (role) {
        return decideRole(now, by, target, role).ok
          ? now.map((seat) => (seat.userId === target ? { ...seat, role } : seat))
          : now;
      }
      return decideRemoval(now, by, target).ok ? now.filter((seat) => seat.userId !== target) : now;
    };
    const step = fc.record({
      by: fc.constantFrom(...people),
      target: fc.constantFrom(...people),
      role: fc.option(fc.constantFrom(...ROLES), { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const now = steps.reduce(after, twoOwners);
        return now.some(({ role }) => role === "owner");
      }),
    );
  });
});

describe("the demo cast", () => {
  const embedded = { embedded: true, smtp: false, github: false, google: false };

  test("is offered where everything runs on one machine", () =>
    expect(castIsOffered(embedded)).toBe(true));

  test.each([{ embedded: false }, { smtp: true }, { github: true }, { google: true }])(
    "is not offered with %j",
    (change) => expect(castIsOffered({ ...embedded, ...change })).toBe(false),
  );

  test("has addresses nobody can own", () => {
    expect(isCastAddress("ines@alderfinch.example")).toBe(true);
    expect(isCastAddress("ines@alderfinch.example.com")).toBe(false);
    expect(isCastAddress("ines@evilalderfinch.example")).toBe(false);
  });
});

test("an invitation is open until its last millisecond, and stays used or revoked", () => {
  const sent = new Date("2026-11-22T10:00:00Z");
  const open = { expiresAt: invitationEnd(sent), acceptedAt: null, revokedAt: null };
  const end = open.expiresAt.getTime();
  expect(invitationState(open, new Date(end - 1))).toBe("open");
  expect(invitationState(open, new Date(end))).toBe("expired");
  expect(invitationState({ ...open, revokedAt: sent }, sent)).toBe("revoked");
  expect(invitationState({ ...open, acceptedAt: sent, revokedAt: sent }, new Date(end))).toBe(
    "accepted",
  );
});

test("a mail cannot be given other headers or markup by a name", () => {
  const mail = invitationMail({
    url: "https://here.example/invitations/x?a=1&b=2",
    workspace: "<img src=x>\r\nBcc: all@example.com",
    invitedBy: 'Ines "I" & Co',
    role: "member",
  });
  expect(mail.subject).not.toMatch(/[\r\n]/);
  expect(mail.html).toContain("&lt;img src=x&gt;");
  expect(mail.html).toContain("a=1&amp;b=2");
  expect(mail.text).toContain("https://here.example/invitations/x?a=1&b=2");
});

test("names in an invitation are set apart if they are read from the right, and turn nothing", () => {
  const url = "https://here.example/invitations/x";
  const from = { invitedBy: "محمد علي", workspace: "Alder\u202e", role: "member" } as const;
  const { subject, text, html } = invitationMail({ ...from, url });
  expect(subject).toBe("\u2068محمد علي\u2069 invites you to Alder on Wellspent");
  expect(text).toContain("\u2068محمد علي\u2069 invites you to join Alder as a member.");
  expect(html).not.toContain("\u202e");
});

test.each([
  ["owner", "as an owner"],
  ["admin", "as an admin"],
  ["billing", "with the billing role"],
  ["member", "as a member"],
  ["viewer", "as a viewer"],
] as const)("somebody invited as %s is invited %s", (role, words) => {
  const url = "https://here.example/invitations/x";
  const mail = invitationMail({ url, workspace: "Northwind", invitedBy: "Ines Carvalho", role });
  expect(mail.text).toContain(`Ines Carvalho invites you to join Northwind ${words}.`);
});

test("a time zone is accepted if it is an IANA name", () => {
  expect(isTimeZone("Europe/Lisbon")).toBe(true);
  expect(isTimeZone("UTC")).toBe(true);
  expect(isTimeZone("Mars/Base")).toBe(false);
  expect(isTimeZone("+02:00")).toBe(false);
  expect(timeZoneChoices("Asia/Calcutta")).toContain("Asia/Calcutta");
});
