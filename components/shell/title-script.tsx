/**
 * Keeps the title of the page before until that of the next one is there: Next takes the one away first, for as long as
 * the other has to be waited for, and a tab without a title has nothing to be found or announced by. It is sent as text:
 * nothing from outside itself may be used.
 */
function keepTitle(): void {
  const { head } = document;
  const kept = document.createElement("title");
  new MutationObserver(() => {
    // React puts each title before those that are there: what the page says is what counts.
    const told = head.querySelector("title");
    if (!told) head.append(kept);
    else if (told !== kept) {
      kept.textContent = told.textContent;
      kept.remove();
    }
  }).observe(head, { childList: true, characterData: true, subtree: true });
}

/** What keeps the title runs before the page does. */
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
