import type { ApiKeyState, Scope } from "@/lib/identity/core/api-key";
import type { Permission, Role } from "@/lib/identity/core/permissions";

/** Who is signed in. */
export type SignedInUser = { id: string; name: string; email: string };

declare const brand: unique symbol;

/** The id of a workspace that the caller was let into. Only gates (and tests) make one. */
export type WorkspaceId = string & { readonly [brand]: "WorkspaceId" };

/** The signed-in person inside one workspace. `can` is the only way to ask what the role allows. */
export type Member = {
  userId: string;
  workspaceId: WorkspaceId;
  workspaceSlug: string;
  workspaceName: string;
  /** IANA name; days of statements and usage end at midnight there. */
  timeZone: string;
  name: string;
  email: string;
  role: Role;
  can: (permission: Permission) => boolean;
};

/** A key of the workspace as its owners and admins see it. Its secret is not stored anywhere. */
export type ApiKeyRow = {
  id: string;
  name: string;
  scopes: Scope[];
  ending: string;
  /** The name of whoever made it, and whether they may still make keys. */
  createdBy: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  state: ApiKeyState;
};
