import type { Sight } from "./measuring";

/**
 * More than six sizes of type on the sheet, a weight above 600, words in capitals by style. The monograms that stand in
 * for pictures of people are not type.
 */
export function typeOf(see: Sight): string[] {
  const sheet = document.querySelector("main") ?? document.body;
  const texts = see.texts(sheet).filter(({ el }) => !el.closest("[data-slot=avatar]"));
  const sizes = new Map<string, string>();
  for (const { el, words } of texts) {
    const { fontSize } = getComputedStyle(el);
    if (!sizes.has(fontSize)) sizes.set(fontSize, words.slice(0, 30));
  }
  const many =
    sizes.size > 6
      ? [`${sizes.size} sizes: ${[...sizes].map((one) => one.join(" ")).join(", ")}`]
      : [];
  const loud = texts.flatMap(({ el, words }) => {
    const { fontWeight, textTransform } = getComputedStyle(el);
    if (Number(fontWeight) > 600) return [`weight ${fontWeight}: ${words.slice(0, 40)}`];
    return textTransform === "uppercase" ? [`capitals: ${words.slice(0, 40)}`] : [];
  });
  return [...many, ...loud];
}

/** More than one filled button at a time. */
export function filledButtons(see: Sight): string[] {
  const root = document.documentElement;
  const primary = see.colour(getComputedStyle(root).getPropertyValue("--primary")).join();
  const filled = see
    .controls()
    .filter((el) => el.dataset.slot === "button")
    .filter((el) => see.colour(getComputedStyle(el).backgroundColor).join() === primary);
  return filled.length > 1 ? filled.map(see.named) : [];
}

/** Amounts in digits of different widths. */
export function proportionalNumbers(see: Sight): string[] {
  return see.texts().flatMap(({ el, words }) => {
    if (!/\d\.\d\d\b|\d,\d{3}\b/.test(words)) return [];
    const { fontVariantNumeric, fontFamily } = getComputedStyle(el);
    const even =
      fontVariantNumeric.includes("tabular-nums") || /mono/i.test(fontFamily.split(",")[0] ?? "");
    return even ? [] : [`"${words.slice(0, 60)}" in ${see.named(el)}`];
  });
}

/** Columns of amounts whose decimal points do not stand in one line: those of the first amount in each cell. */
export function driftingColumns(see: Sight): string[] {
  const inColumn = (cell: Element): boolean => {
    const { display, textAlign } = getComputedStyle(cell);
    return display === "table-cell" && /right|end/.test(textAlign) && see.shown(cell);
  };
  const pointIn = (cell: Element): number[] => {
    const written = see.texts(cell).find(({ words }) => /\.\d\d$/.test(words));
    if (!written) return [];
    const range = document.createRange();
    const at = (written.node.nodeValue ?? "").lastIndexOf(".");
    range.setStart(written.node, at);
    range.setEnd(written.node, at + 1);
    return [range.getBoundingClientRect().left];
  };
  return [...document.querySelectorAll("table")].filter(see.shown).flatMap((table) => {
    const cells = [...table.querySelectorAll<HTMLTableCellElement>("tbody td")].filter(inColumn);
    const columns = Map.groupBy(cells, ({ cellIndex }) => cellIndex);
    return [...columns].flatMap(([index, column]) => {
      const points = column.flatMap(pointIn);
      const drift = Math.max(...points) - Math.min(...points);
      const caption = table.caption?.textContent ?? see.named(table);
      return drift > 0.5 ? [`column ${index + 1} of ${caption}: ${drift.toFixed(1)} px`] : [];
    });
  });
}

/** One heading of the first level, and no level left out on the way down. */
export function headingGaps(see: Sight): string[] {
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((el) =>
    el.checkVisibility({ visibilityProperty: true }),
  );
  const level = (el: Element | undefined) => Number(el?.tagName[1] ?? 0);
  const first = headings.filter((el) => level(el) === 1).length;
  const gaps = headings.flatMap((el, index) =>
    level(el) > level(headings[index - 1]) + 1 ? [`${see.named(el)} leaves a level out`] : [],
  );
  return first === 1 ? gaps : [`${first} headings of the first level`, ...gaps];
}
