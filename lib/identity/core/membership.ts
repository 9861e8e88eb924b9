import type { Role } from "@/lib/identity/core/permissions";

/** Somebody in a workspace now. */
export type Seat = { userId: string; role: Role };

type MembershipRefusal =
  | "not_a_member"
  | "not_allowed"
  | "only_owners_make_owners"
  | "only_owners_change_owners"
  | "last_owner";

export type MembershipDecision = { ok: true } | { ok: false; reason: MembershipRefusal };

const refuse = (reason: MembershipRefusal): MembershipDecision => ({ ok: false, reason });
const find = (seats: readonly Seat[], userId: string) =>
  seats.find((seat) => seat.userId === userId);
const managesMembers = (seat: Seat) => seat.role === "owner" || seat.role === "admin";
const isLastOwner = (seats: readonly Seat[], seat: Seat) =>
  seat.role === "owner" && seats.filter(({ role }) => role === "owner").length === 1;

/** Whether somebody with role `by` may give `role` to others: only owners make owners. */
export function mayGive(by: Role, role: Role): MembershipDecision {
  if (by !== "owner" && by !== "admin") return refuse("not_allowed");
  if (role === "owner" && by !== "owner") return refuse("only_owners_make_owners");
  return { ok: true };
}

/**
 * Whether `by` may give `target` the role `next`. `seats` is everybody in the workspace, read under its lock. Only
 * owners change owners, and there is always an owner left.
 */
export function decideRole(
  seats: readonly Seat[],
  by: string,
  target: string,
  next: Role,
): MembershipDecision {
  const [actor, seat] = [find(seats, by), find(seats, target)];
  if (!actor || !seat) return refuse("not_a_member");
  const given = mayGive(actor.role, next);
  if (!given.ok) return given;
  if (seat.role === "owner" && actor.role !== "owner") return refuse("only_owners_change_owners");
  if (next !== "owner" && isLastOwner(seats, seat)) return refuse("last_owner");
  return { ok: true };
}

/** Whether `by` may remove `target` from the workspace. Anyone may leave, except the last owner. */
export function decideRemoval(
  seats: readonly Seat[],
  by: string,
  target: string,
): MembershipDecision {
  const [actor, seat] = [find(seats, by), find(seats, target)];
  if (!actor || !seat) return refuse("not_a_member");
  if (by !== target) {
    if (!managesMembers(actor)) return refuse("not_allowed");
    if (seat.role === "owner" && actor.role !== "owner") return refuse("only_owners_change_owners");
  }
  return isLastOwner(seats, seat) ? refuse("last_owner") : { ok: true };
}
