export const ROLES = ["owner", "admin", "billing", "member", "viewer"] as const;
export type Role = (typeof ROLES)[number];

export const PERMISSIONS = [
  "workspace:view",
  "workspace:manage",
  "members:manage",
  "api-keys:manage",
  "credits:spend",
  "credits:buy",
  "credits:adjust",
  "usage:view",
  "leads:edit",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const EVERYONE: readonly Permission[] = ["workspace:view"];
const SPENDING: readonly Permission[] = [...EVERYONE, "credits:spend", "leads:edit"];
const ADMIN: readonly Permission[] = [
  ...SPENDING,
  "workspace:manage",
  "members:manage",
  "api-keys:manage",
  "credits:buy",
  "credits:adjust",
  "usage:view",
];

const ALLOWS: Record<Role, readonly Permission[]> = {
  owner: ADMIN,
  admin: ADMIN,
  billing: [...EVERYONE, "credits:buy"],
  member: SPENDING,
  viewer: EVERYONE,
};

/** Whether a role allows an action. The table above is all there is; gates and screens both ask here. */
export const roleAllows = (role: Role, permission: Permission): boolean =>
  ALLOWS[role].includes(permission);
