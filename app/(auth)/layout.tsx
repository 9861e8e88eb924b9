import type { Metadata } from "next";
import type { ReactNode } from "react";
import { AuthSheet } from "@/components/identity/auth-sheet";

// Addresses here can contain the secret of a link, so no other site gets a referrer.
export const metadata: Metadata = { referrer: "no-referrer" };

export default function AuthLayout({ children }: { children: ReactNode }) {
  return <AuthSheet>{children}</AuthSheet>;
}
