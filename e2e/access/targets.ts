import type { Sight } from "./measuring";

/**
 * Controls that take less than `least` pixels of pointing, measured where a finger would land: what lies under the
 * points around the middle. A link in running text takes the size of its line, and one of less than 24 pixels passes
 * with that much room around it (WCAG 2.5.8); at 44 there is no such way out.
 */
export function smallTargets(see: Sight, least: number): string[] {
  const running = (el: HTMLElement): boolean => {
    if (el.tagName !== "A" || getComputedStyle(el).display !== "inline") return false;
    const line = el.closest("p, li, dd, td, span:not(a span)") ?? el.parentElement;
    return (line?.textContent ?? "").trim() !== (el.textContent ?? "").trim();
  };
  const reaches = (el: HTMLElement): boolean => {
    const box = el.getBoundingClientRect();
    if (box.width >= least && box.height >= least) return true;
    el.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    return see.reach(el, least, 0, 1) >= least && see.reach(el, least, 1, 0) >= least;
  };
  // A day of a chart is as wide as its bar; the table in the chart's place says and does the same.
  const inChart = (el: HTMLElement) => el.closest("[data-slot=chart-links]") !== null;
  const controls = see
    .controls()
    .filter((el) => !(el.matches(":disabled") || running(el) || inChart(el)));
  const middle = (el: HTMLElement) => {
    const { left, top, width, height } = el.getBoundingClientRect();
    return [left + width / 2, top + height / 2] as const;
  };
  const apart = (el: HTMLElement): boolean => {
    const [x, y] = middle(el);
    return controls.every((other) => {
      if (other === el || other.contains(el) || el.contains(other)) return true;
      const [otherX, otherY] = middle(other);
      return Math.hypot(x - otherX, y - otherY) >= 24;
    });
  };
  return controls
    .filter((el) => !(reaches(el) || (least <= 24 && apart(el))))
    .map((el) => {
      const { width, height } = el.getBoundingClientRect();
      return `${see.named(el)}, ${Math.round(width)} × ${Math.round(height)}`;
    });
}

/** Controls that something else covers when they have the focus: down the page, and up again. */
export function coveredFocus(see: Sight): string[] {
  const stops = see.controls().filter((el) => el.tabIndex >= 0 && !el.matches(":disabled"));
  const covered = (el: HTMLElement): string[] => {
    el.focus();
    if (document.activeElement !== el) return [];
    // What shows itself to the keyboard alone may be on its way in, or out again.
    for (const animation of document.getAnimations()) {
      if (animation instanceof CSSTransition) animation.finish();
    }
    const { left = 0, top = 0, width = 0, height = 0 } = el.getClientRects()[0] ?? {};
    const [x, y] = [left + width / 2, top + height / 2];
    if (see.hits(el, x, y)) return [];
    const by = document.elementFromPoint(x, y);
    return [`${see.named(el)} at ${Math.round(y)}, under ${by ? see.named(by) : "the edge"}`];
  };
  const found = [...stops, ...stops.toReversed()].flatMap(covered);
  (document.activeElement as HTMLElement | null)?.blur();
  window.scrollTo(0, 0);
  return found;
}

/** Things to drag without a field beside them that says and takes the same number (WCAG 2.5.7). */
export function lonelySliders(see: Sight): string[] {
  return [...document.querySelectorAll("[role=slider]")].filter(see.shown).flatMap((slider) => {
    const field = slider.closest("[role=group]")?.querySelector("input[type=number]");
    const same = field?.getAttribute("value") === slider.getAttribute("aria-valuenow");
    return same ? [] : [see.named(slider)];
  });
}
