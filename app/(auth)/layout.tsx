import type { Metadata } from "next";
import type { ReactNode } from "react";
import { AuthSheet } from "@/components/identity/auth-sheet";

// Addresses here can hold the secret of a link: no other site is told where a visitor came from.
export const metadata: Metadata = { referrer: "no-referrer" };

export default function AuthLayout({ children }: { children: ReactNode }) {
  return <AuthSheet>{children}</AuthSheet>;
}
