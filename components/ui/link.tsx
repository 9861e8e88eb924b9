"use client";

import NextLink, { useLinkStatus } from "next/link";
import { type ComponentProps, useState } from "react";
import { canGo } from "@/components/ui/fetched";

type LinkProps = Omit<ComponentProps<typeof NextLink>, "prefetch" | "onNavigate"> & {
  /** False never prefetches: what the link leads to is costly, or is fetched in another way. */
  prefetch?: false;
};

/**
 * A link inside the product. Its page is prefetched once somebody points at it, touches it or reaches it by keyboard.
 * Prefetched as soon as they are in view, the links of one page cost the server several times what the page did.
 */
export function Link({ prefetch, onPointerEnter, onFocus, children, ...props }: LinkProps) {
  const [meant, setMeant] = useState(false);
  const mean = () => setMeant(true);
  return (
    <NextLink
      {...props}
      prefetch={meant && prefetch !== false ? null : false}
      onNavigate={(event) => {
        if (!canGo()) event.preventDefault();
      }}
      onPointerEnter={(event) => {
        mean();
        onPointerEnter?.(event);
      }}
      onFocus={(event) => {
        mean();
        onFocus?.(event);
      }}
    >
      {children}
      <Underway />
    </NextLink>
  );
}

/** While its page is on its way, what the line at the top of the window is drawn for (`app/globals.css`). */
const Underway = () => (useLinkStatus().pending ? <i data-pending hidden /> : null);
