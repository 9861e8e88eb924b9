import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";

/** What is chosen in the buy rail is in the address. */
export default function ColdEmailAgentLayout({ children }: { children: ReactNode }) {
  return <NuqsAdapter>{children}</NuqsAdapter>;
}
