/** The first stop of the keyboard: past the navigation, to the page. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="fixed top-3 left-3 z-50 -translate-y-20 rounded bg-primary px-3 py-1.5 font-label text-primary-foreground text-sm no-underline focus-visible:translate-y-0"
    >
      Skip to content
    </a>
  );
}
