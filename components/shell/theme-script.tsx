"use client";
import { useLayoutEffect } from "react";

/**
 * Follows the theme of the device if none was chosen, also when it changes between day and night. It is sent as text,
 * so it may use nothing from outside itself.
 */
function followDevice(): void {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => {
    if (root.dataset.choice === "system") root.dataset.theme = dark.matches ? "dark" : "light";
  };
  follow();
  dark.addEventListener("change", follow);
}

/** `system` can only be resolved in the browser, before the first paint; light and dark are already in the HTML. */
export function ThemeScript({ nonce }: { nonce: string | undefined }) {
  // A page that answers 403 or 404 is rendered by the browser alone, and scripts rendered there do not run.
  useLayoutEffect(() => {
    if (!document.documentElement.dataset.theme) followDevice();
  }, []);
  return (
    <script
      {...(nonce ? { nonce } : {})}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, allowed by its nonce
      dangerouslySetInnerHTML={{ __html: `(${followDevice})()` }}
    />
  );
}
