/**
 * Keeps the previous page's title until the next page's is there. Next removes it first, for as long as the next page
 * takes, and a tab without a title cannot be found or announced. It is sent as text, so it may use nothing from outside
 * itself.
 */
function keepTitle(): void {
  const { head } = document;
  const kept = document.createElement("title");
  new MutationObserver(() => {
    // React puts each title before the existing ones, and the page's own must count.
    const title = head.querySelector("title");
    if (!title) head.append(kept);
    else if (title !== kept) {
      kept.textContent = title.textContent;
      kept.remove();
    }
  }).observe(head, { childList: true, characterData: true, subtree: true });
}

/** Runs the script that keeps the title, before the page's own scripts. */
export function TitleScript({ nonce }: { nonce: string | undefined }) {
  return (
    <script
      {...(nonce ? { nonce } : {})}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, allowed by its nonce
      dangerouslySetInnerHTML={{ __html: `(${keepTitle})()` }}
    />
  );
}
