import type { Sight } from "./measuring";

/**
 * Text too faint for where it stands: under 4.5 to 1, or 3 to 1 when it is large. What is blocked with a reason counts
 * as text like any other; what the browser itself switched off does not, and a pattern decides for itself.
 */
export function faintText(see: Sight): string[] {
  // A stroke between two words is no text.
  const read = see
    .texts()
    .filter(({ el, words }) => /[\p{L}\p{N}]/u.test(words) && !el.closest(":disabled"));
  return read.flatMap(({ el, words }) => {
    const { color, fontSize, fontWeight, fill } = getComputedStyle(el);
    const ground = see.ground(el);
    if (!ground) return [];
    const ink = see.colour(el instanceof SVGElement ? fill : color);
    const shade = see
      .around(el)
      .reduce((rest, at) => rest * Number(getComputedStyle(at).opacity), 1);
    const seen = see.over([ink[0], ink[1], ink[2], ink[3] * shade], ground);
    const size = Number.parseFloat(fontSize);
    const least = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 600) ? 3 : 4.5;
    const contrast = see.contrast(seen, ground);
    return contrast < least ? [`${contrast.toFixed(2)}: "${words.slice(0, 40)}"`] : [];
  });
}

/** Controls of which nothing stands out from the page: neither an outline, nor a fill, nor what is drawn in them. */
export function faintControls(see: Sight): string[] {
  const boxes =
    "[data-slot=input], [data-slot=native-select], textarea, [data-slot=checkbox], [data-slot=radio-group-item], [data-slot=switch], [role=slider]";
  return [...document.querySelectorAll(boxes)].filter(see.shown).flatMap((el) => {
    if (el.matches(":disabled")) return [];
    // A field in a group has the outline of the group.
    const box = el.closest("[data-slot=input-group]") ?? el;
    const ground = see.ground(box.parentElement);
    if (!ground) return [];
    const { borderTopColor, backgroundColor } = getComputedStyle(box);
    const best = Math.max(
      ...[borderTopColor, backgroundColor].map((one) =>
        see.contrast(see.over(see.colour(one), ground), ground),
      ),
    );
    return best < 3 ? [`${best.toFixed(2)}: ${see.named(el)}`] : [];
  });
}

/** What is drawn and says something, and cannot be told from what it is drawn on. */
export function lostShapes(see: Sight): string[] {
  const drawn =
    "[data-bar]:not(svg), [data-slot=switch], [data-slot=checkbox], [data-slot=radio-group-item], [role=progressbar], [role=slider]";
  const colours = (el: Element): string[] => {
    const style = getComputedStyle(el);
    if (el instanceof SVGElement) return [style.fill, style.stroke];
    // Colours that are not drawn with are of no help: with the reader's own, they are those of text.
    const border = Number.parseFloat(style.borderTopWidth) > 0 ? [style.borderTopColor] : [];
    const outline = style.outlineStyle === "none" ? [] : [style.outlineColor];
    return [style.backgroundColor, ...border, ...outline];
  };
  const visible = (el: Element): boolean => {
    if (getComputedStyle(el).backgroundImage !== "none") return true;
    const ground = see.ground(el.parentElement);
    return (
      ground === null ||
      colours(el).some(
        (one) => !/^(none|url)/.test(one) && see.contrast(see.colour(one), ground) >= 3,
      )
    );
  };
  const painted = "[fill], [stroke]";
  const partsOf = (svg: Element) =>
    [svg, ...svg.querySelectorAll("*")].filter((part) => part.matches(painted));
  // A drawing is told by any part of it: the spark in a mark is of the colour of the page.
  const lost = [...document.querySelectorAll("svg")].filter((svg) => {
    const parts = see.shown(svg) && !svg.querySelector("text") ? partsOf(svg) : [];
    return parts.length > 0 && !parts.some(visible);
  });
  const boxes = [...document.querySelectorAll(drawn)].filter((el) => see.shown(el) && !visible(el));
  return [...lost, ...boxes].map(see.named);
}

/** Controls that look the same with the focus and without. */
export function lostFocus(see: Sight): string[] {
  const stops = see.controls().filter((el) => el.tabIndex >= 0 && !el.matches(":disabled"));
  return stops.flatMap((el) => {
    el.focus();
    if (document.activeElement !== el) return [];
    const box = el.closest("[data-slot=input-group]") ?? el;
    // The colour of a ring may be on its way to what it will be.
    for (const animation of box.getAnimations()) animation.finish();
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(box);
    const ground = see.ground(box.parentElement);
    const clear = ground === null || see.contrast(see.colour(outlineColor), ground) >= 3;
    const ring = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2 && clear;
    return ring ? [] : [`${see.named(el)}: ${outlineStyle} ${outlineWidth} ${outlineColor}`];
  });
}

/** What moves although somebody asked for no movement: transitions, and animations that shift, turn or grow. */
export function movement(see: Sight): string[] {
  const moving = new Set<string>();
  const read = (rules: CSSRuleList): void => {
    for (const rule of rules) {
      if (rule instanceof CSSKeyframesRule) {
        if (/transform|translate|rotate|scale|left|top|width|height/.test(rule.cssText)) {
          moving.add(rule.name);
        }
      } else if ("cssRules" in rule) read(rule.cssRules as CSSRuleList);
    }
  };
  for (const sheet of document.styleSheets) read(sheet.cssRules);
  const seconds = (list: string) => Math.max(...list.split(",").map(Number.parseFloat));
  return [...document.querySelectorAll("body *")].flatMap((el) =>
    ["", "::before", "::after"].flatMap((pseudo) => {
      const style = getComputedStyle(el, pseudo || undefined);
      const animated = style.animationName.split(", ").filter((name) => moving.has(name));
      const changes = style.transitionProperty !== "none";
      const found = [
        changes && seconds(style.transitionDuration) > 0.00001
          ? `transition ${style.transitionDuration}`
          : "",
        animated.length > 0 && seconds(style.animationDuration) > 0.00001 ? animated.join() : "",
      ].filter(Boolean);
      return found.map((what) => `${see.named(el)}${pseudo}: ${what}`);
    }),
  );
}
