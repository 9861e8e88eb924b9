import type { startCheckoutAction } from "@/lib/billing/actions";

type Outcome = Awaited<ReturnType<typeof startCheckoutAction>>;

/** Why a checkout did not start, if the server said why; otherwise null. Nothing was charged in any case. */
export function refusalOf(outcome: Outcome): string | null {
  const refused = outcome?.data;
  if (refused?.ok === false) {
    if (refused.reason === "package_gone") {
      return "This package is no longer sold. Choose another one. Nothing was charged.";
    }
    if (refused.reason === "rate_limited") {
      return "Too many checkouts were started. Nothing was charged. Try again in 15 minutes.";
    }
    return `Checkout could not start. Nothing was charged. Try again. Reference ${refused.reference}.`;
  }
  if (outcome?.serverError === "unauthenticated") {
    return "You are signed out. Nothing was charged. Sign in in another tab, then continue.";
  }
  if (outcome?.serverError === "forbidden") return "Your role does not allow buying credits here.";
  return null;
}
