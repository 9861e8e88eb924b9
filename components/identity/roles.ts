import type { Role } from "@/lib/identity/core/permissions";

/** What each role is called and may do, the most powerful first. */
export const ROLE_TEXTS: Record<Role, { label: string; may: string }> = {
  owner: { label: "Owner", may: "Everything, and makes other owners." },
  admin: { label: "Admin", may: "Everything but making owners." },
  billing: { label: "Billing", may: "Buys credits; sees what members see." },
  member: { label: "Member", may: "Spends credits and edits leads." },
  viewer: { label: "Viewer", may: "Sees what members see, changes nothing." },
};
