import type { Page } from "@playwright/test";

/**
 * What a measure sees a page with. It is carried into the page as text, as the measures are: neither may use anything
 * from outside itself.
 */
function sight() {
  type Shown = { node: Node; el: Element; words: string; rects: DOMRect[] };
  const INTERACTIVE =
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=checkbox], [role=switch], [role=radio], [role=tab], [role=slider], [role=spinbutton], [role=menuitem], [role=menuitemradio], [role=menuitemcheckbox], [role=option]";

  /** An element and what it is in, the nearest first, up to the page. */
  const around = (el: Element): Element[] => {
    const found: Element[] = [];
    for (let at: Element | null = el; at && at !== document.body; at = at.parentElement) {
      found.push(at);
    }
    return found;
  };

  const known = new Map<Element, boolean>();
  /** There for a screen reader alone, itself or what it is in. Found once an element: most of a page is in the same few. */
  const onlyRead = (el: Element | null): boolean => {
    if (!el || el === document.body) return false;
    const before = known.get(el);
    if (before !== undefined) return before;
    const { width, height } = el.getBoundingClientRect();
    const tiny = width <= 1 && height <= 1 && getComputedStyle(el).position === "absolute";
    const found = tiny || onlyRead(el.parentElement);
    known.set(el, found);
    return found;
  };

  /** Painted, and large enough to be seen. A measure asks before it moves anything: what was found is remembered. */
  const shown = (el: Element): boolean =>
    el.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !onlyRead(el);

  /** Every piece of text that is painted. */
  const texts = (root: Element = document.body): Shown[] => {
    const found: Shown[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const el = walker.currentNode.parentElement;
      const words = (walker.currentNode.nodeValue ?? "").trim();
      if (!el || !words || el.closest("script, style, noscript, template") || !shown(el)) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
      if (rects.length > 0) found.push({ node: walker.currentNode, el, words, rects });
    }
    return found;
  };

  /** How a finding is named: `button "Export" in "Billing"`. */
  const named = (el: Element): string => {
    const label = el.getAttribute("aria-label") ?? el.textContent ?? "";
    const words = (label.trim() || (el.getAttribute("class") ?? ""))
      .replace(/\s+/g, " ")
      .slice(0, 60);
    return `${el.tagName.toLowerCase()}${el.id ? `#${el.id}` : ""} "${words}"`;
  };

  /** What can be pressed: not what a layer over the page has put away. */
  const controls = (root: ParentNode = document): HTMLElement[] =>
    [...root.querySelectorAll<HTMLElement>(INTERACTIVE)]
      .filter((el) => !el.closest("[aria-hidden=true], [inert]"))
      .filter(shown);

  /** Stays in place while the page scrolls, or is in something that does. */
  const pinned = (el: Element): boolean =>
    around(el).some((at) => ["fixed", "sticky"].includes(getComputedStyle(at).position));

  /** What of a box its surroundings let one see: nothing that is scrolled or cut away. */
  const visiblePart = (el: Element, rect: DOMRect): DOMRect => {
    let { left, top, right, bottom } = rect;
    for (const at of around(el)) {
      const { overflowX, overflowY } = getComputedStyle(at);
      const box = at.getBoundingClientRect();
      if (overflowX !== "visible")
        [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
      if (overflowY !== "visible")
        [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
    }
    return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
  };

  return { around, shown, texts, named, controls, pinned, visiblePart };
}

/** The colours of what is on the page, as they are painted. Carried into the page as `sight` is. */
function paint() {
  type Colour = [red: number, green: number, blue: number, alpha: number];

  const brush = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext(
    "2d",
    { willReadFrequently: true },
  );
  const mixed = new Map<string, Colour>();
  /** Any colour of CSS as it is painted on a screen of sRGB. */
  const colour = (css: string): Colour => {
    const known = mixed.get(css);
    if (known || !brush) return known ?? [0, 0, 0, 0];
    brush.globalCompositeOperation = "copy";
    brush.fillStyle = css;
    brush.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = brush.getImageData(0, 0, 1, 1).data;
    const made: Colour = [r, g, b, a / 255];
    mixed.set(css, made);
    return made;
  };

  const over = (top: Colour, under: Colour): Colour => {
    const part = (a: number, b: number) => a * top[3] + b * (1 - top[3]);
    return [part(top[0], under[0]), part(top[1], under[1]), part(top[2], under[2]), 1];
  };

  /** What an element is painted on; null where a picture or a pattern decides. */
  const ground = (el: Element | null): Colour | null => {
    const layers: Colour[] = [];
    for (let at = el; at; at = at.parentElement) {
      const { backgroundColor, backgroundImage } = getComputedStyle(at);
      if (backgroundImage !== "none") return null;
      const layer = colour(backgroundColor);
      layers.push(layer);
      if (layer[3] === 1) break;
    }
    return layers.reduceRight<Colour>((under, layer) => over(layer, under), [255, 255, 255, 1]);
  };

  const light = ([r, g, b]: Colour): number => {
    const linear = (part: number) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };

  /** WCAG's contrast of two colours: 1 to 21. */
  const contrast = (a: Colour, b: Colour): number => {
    const [low = 0, high = 0] = [light(a), light(b)].sort((one, other) => one - other);
    return (high + 0.05) / (low + 0.05);
  };

  return { colour, over, ground, contrast };
}

/** Where a control takes a press. Carried into the page as `sight` is. */
function touch() {
  const partOf = (el: HTMLElement, hit: Element | null): boolean => {
    if (!hit) return false;
    if (el.contains(hit)) return true;
    const label = hit.closest("label");
    return label !== null && (label.contains(el) || (el.id !== "" && label.htmlFor === el.id));
  };

  /** A press at that place reaches the control, or what speaks for it. */
  const hits = (el: HTMLElement, x: number, y: number): boolean =>
    partOf(el, document.elementFromPoint(x, y));

  /** How far a control reaches from its middle, one way and the other together, up to `most`. */
  const reach = (el: HTMLElement, most: number, across: 0 | 1, down: 0 | 1): number => {
    const { left, top, width, height } = el.getBoundingClientRect();
    const hit = (by: number) =>
      hits(el, left + width / 2 + across * by, top + height / 2 + down * by);
    let [before, after] = [0, 0];
    while (after < most && hit(after + 0.5)) after += 1;
    while (before < most && hit(-before - 0.5)) before += 1;
    return before + after;
  };

  return { hits, reach };
}

export type Sight = ReturnType<typeof sight> & ReturnType<typeof paint> & ReturnType<typeof touch>;

/** Runs in the page, as text: what a measure sees with, made anew for each. */
const SEE = `() => ({ ...(${sight})(), ...(${paint})(), ...(${touch})() })`;

/** A measure, with what it is told. */
export type Measurement<T> = { by: (see: Sight, argument: never) => T; argument?: unknown };

/** Runs measures in the page, one after the other and in one go. Each answers what it objects to; nothing is good. */
export function measureAll<T>(page: Page, asked: readonly Measurement<T>[]): Promise<Awaited<T>[]> {
  const calls = asked.map(
    ({ by, argument }) => `(${by})(see(), ${JSON.stringify(argument ?? null)})`,
  );
  return page.evaluate(`((see) => Promise.all([${calls}]))(${SEE})`) as Promise<Awaited<T>[]>;
}

/** Runs one. */
export async function measure<T, A>(
  page: Page,
  by: (see: Sight, argument: A) => T,
  argument?: A,
): Promise<Awaited<T>> {
  const [found] = await measureAll<T>(page, [{ by, argument }]);
  return found as Awaited<T>;
}
