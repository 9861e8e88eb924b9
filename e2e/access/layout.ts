import type { Sight } from "./measuring";

/** The page scrolls sideways, or something in it that nobody would expect to. */
export function sidewaysScroll(see: Sight): string[] {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.querySelectorAll("body *")].filter(
    (el) => see.shown(el) && el.getBoundingClientRect().right > room + 1,
  );
  return [
    `the page is ${document.documentElement.scrollWidth} wide`,
    ...wide.slice(-3).map(see.named),
  ];
}

/** Text that a box cuts off without three dots: nobody can know that there was more. */
export function cutText(see: Sight): string[] {
  const cuts = (overflow: string) => overflow === "hidden" || overflow === "clip";
  const cutBy = (at: Element, rect: DOMRect): boolean => {
    const { overflowX, overflowY } = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    const some = rect.height / 4;
    const beside = rect.right > box.right + 1 || rect.left < box.left - 1;
    const below = rect.bottom > box.bottom + some || rect.top < box.top - some;
    return (cuts(overflowX) && beside) || (cuts(overflowY) && below);
  };
  /** What scrolls shows the rest, and three dots say that there is one. */
  const tells = (at: Element): boolean => {
    const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(at);
    const scrolls = /auto|scroll/.test(`${overflowX} ${overflowY}`);
    return scrolls || textOverflow === "ellipsis" || webkitLineClamp !== "none";
  };
  return see.texts().flatMap(({ el, words, rects }) => {
    const around = see.around(el);
    const told = around.findIndex(tells);
    const by = around
      .slice(0, told === -1 ? around.length : told)
      .find((at) => rects.some((rect) => cutBy(at, rect)));
    return by ? [`"${words.slice(0, 60)}" is cut by ${see.named(by)}`] : [];
  });
}

/** What can be had by scrolling alone: paper does not scroll. */
export function scrolledAway(see: Sight): string[] {
  return [...document.querySelectorAll("main, main *")]
    .filter((el) => {
      const { overflowX, overflowY } = getComputedStyle(el);
      if (!see.shown(el) || !/auto|scroll/.test(`${overflowX} ${overflowY}`)) return false;
      return el.scrollWidth > el.clientWidth + 1 || el.scrollHeight > el.clientHeight + 1;
    })
    .map((el) => `${see.named(el)} hides what is not scrolled to`);
}

/** The heads of columns above rows that are no columns there: each is written below the other. */
export function strayHeads(see: Sight): string[] {
  return [...document.querySelectorAll("thead")]
    .filter((head) => head.parentElement && see.shown(head))
    .filter(({ parentElement }) => getComputedStyle(parentElement as Element).display !== "table")
    .map((head) => `${see.named(head)} stands above no columns`);
}

/** Text drawn over other text. What stays in place while the page scrolls is left out. */
export function overlappingText(see: Sight): string[] {
  const lines = see
    .texts()
    .filter(({ el }) => !see.pinned(el))
    .flatMap(({ el, words, rects }) =>
      rects.map((rect) => ({ el, words, rect: see.visiblePart(el, rect) })),
    )
    .filter(({ rect }) => rect.width > 0 && rect.height > 0)
    .sort((a, b) => a.rect.top - b.rect.top);
  const found: string[] = [];
  for (const [index, one] of lines.entries()) {
    for (const other of lines.slice(index + 1)) {
      if (other.rect.top > one.rect.bottom - 5) break;
      const across =
        Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
      const down = Math.min(one.rect.bottom, other.rect.bottom) - other.rect.top;
      const same = one.el === other.el || one.el.contains(other.el) || other.el.contains(one.el);
      if (across > 2 && down > 5 && !same) {
        found.push(`"${one.words.slice(0, 40)}" lies on "${other.words.slice(0, 40)}"`);
      }
    }
  }
  return found;
}

/**
 * Text shortened with three dots that no title or tip tells in full, and words that may never be shortened: amounts,
 * dates and the names of operations.
 */
export function shortenedText(see: Sight, operations: readonly string[]): string[] {
  const never =
    /\d\.\d\d\b|\d,\d{3}\b|\b\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/;
  const shortens = (at: Element): boolean => {
    const { textOverflow, webkitLineClamp } = getComputedStyle(at);
    return textOverflow === "ellipsis" || webkitLineClamp !== "none";
  };
  return see.texts().flatMap(({ el, words, rects }) => {
    const box = see.around(el).find(shortens)?.getBoundingClientRect();
    if (!box) return [];
    const cut = rects.some(({ right, bottom }) => right > box.right + 1 || bottom > box.bottom + 4);
    if (!cut) return [];
    if (never.test(words) || operations.includes(words)) return [`may not be cut: "${words}"`];
    const told = el.closest('[title], [data-state="closed"], [data-state$="open"]');
    return told ? [] : [`cut without a tip: "${words}"`];
  });
}

/** The distances that WCAG 1.4.12 lets a reader set, on everything. */
export const TEXT_SPACING =
  "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }";
