/** The first stop of the keyboard: past the navigation, to the page. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="fixed top-3 left-3 z-50 inline-flex h-8 -translate-y-20 items-center rounded bg-primary px-3 font-label text-primary-foreground text-sm no-underline focus-visible:translate-y-0 max-md:h-11 print:hidden"
    >
      Skip to content
    </a>
  );
}
