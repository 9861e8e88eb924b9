import type { Sight } from "./measuring";

/** Grounds of pure black: a screen of the dark theme is never one. */
export function pureBlack(see: Sight): string[] {
  return [document.documentElement, ...document.querySelectorAll("body, body *")].flatMap((el) => {
    const [red, green, blue, alpha] = see.colour(getComputedStyle(el).backgroundColor);
    return alpha === 1 && red + green + blue === 0 && see.shown(el) ? [see.named(el)] : [];
  });
}

/** Shadows that are lighter than what they fall on: those of the light theme, turned round. A ring without blur is a line. */
export function paleShadows(see: Sight): string[] {
  const black: [number, number, number, number] = [0, 0, 0, 1];
  const shadows = /((?:rgb|oklch|oklab|color|lab|lch)[^)]*\)) (\S+) (\S+) (\S+)px/g;
  return [...document.querySelectorAll("body *")].filter(see.shown).flatMap((el) => {
    const ground = see.ground(el.parentElement);
    if (!ground) return [];
    const cast = [...getComputedStyle(el).boxShadow.matchAll(shadows)].filter(
      ([, , , , blur]) => Number(blur) > 0,
    );
    const pale = cast.some(([, colour = ""]) => {
      const fallen = see.over(see.colour(colour), ground);
      return see.contrast(fallen, black) > see.contrast(ground, black) + 0.01;
    });
    return pale ? [see.named(el)] : [];
  });
}

/**
 * Signs that say different words in different colours and the same shape: their colour alone tells them apart. `selector`
 * finds places that have a sign, drawn as SVG, and words. Each sign is drawn large and in grey, and split into dark and light:
 * what remains is its shape. Two shapes differ in a twentieth of their square at least.
 */
export async function sameInGrey(see: Sight, selector: string): Promise<string[]> {
  const SIZE = 60;
  const LEAST = 0.05;

  const grey = (css: string): string => {
    const [red, green, blue, alpha] = see.colour(css);
    const tone = Math.round(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    return `rgb(${tone} ${tone} ${tone} / ${alpha})`;
  };

  const inGrey = (svg: SVGElement): string => {
    const drawn = svg.cloneNode(true) as SVGElement;
    const parts = [svg, ...svg.querySelectorAll<SVGElement>("*")];
    const copies = [drawn, ...drawn.querySelectorAll<SVGElement>("*")];
    for (const [at, part] of parts.entries()) {
      const style = getComputedStyle(part);
      for (const paint of ["fill", "stroke"] as const) {
        const colour = style[paint];
        copies[at]?.setAttribute(paint, colour === "none" ? "none" : grey(colour));
      }
    }
    drawn.removeAttribute("class");
    drawn.removeAttribute("style");
    drawn.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    drawn.setAttribute("width", String(SIZE));
    drawn.setAttribute("height", String(SIZE));
    return `data:image/svg+xml,${encodeURIComponent(drawn.outerHTML)}`;
  };

  const shapeOf = async (svg: SVGElement): Promise<boolean[]> => {
    const picture = new Image(SIZE, SIZE);
    picture.src = inGrey(svg);
    await picture.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: SIZE, height: SIZE });
    const brush = canvas.getContext("2d");
    const [red, green, blue] = see.ground(svg.parentElement) ?? [255, 255, 255];
    if (!brush) return [];
    brush.fillStyle = `rgb(${red} ${green} ${blue})`;
    brush.fillRect(0, 0, SIZE, SIZE);
    brush.drawImage(picture, 0, 0, SIZE, SIZE);
    const { data } = brush.getImageData(0, 0, SIZE, SIZE);
    const tones = Array.from({ length: SIZE * SIZE }, (_, at) => data[at * 4] ?? 0);
    const middle = (Math.min(...tones) + Math.max(...tones)) / 2;
    return tones.map((tone) => tone > middle);
  };

  const coloursOf = (svg: SVGElement): string =>
    [svg, ...svg.querySelectorAll("*")]
      .map((part) => getComputedStyle(part))
      .map(({ fill, stroke }) => `${fill} ${stroke}`)
      .join();

  const signs = new Map<string, { shape: boolean[]; colours: string }>();
  for (const place of [...document.querySelectorAll(selector)].filter(see.shown)) {
    const svg = place.querySelector("svg");
    const [first] = see.texts(place);
    if (!svg || !first || signs.has(first.words)) continue;
    signs.set(first.words, { shape: await shapeOf(svg), colours: coloursOf(svg) });
  }
  const all = [...signs];
  const found = all.flatMap(([words, { shape, colours }], at) =>
    all.slice(at + 1).flatMap(([other, its]) => {
      if (its.colours === colours) return [];
      const apart = shape.filter((light, pixel) => light !== its.shape[pixel]).length;
      const share = apart / shape.length;
      return share < LEAST ? [`"${words}" and "${other}": ${share.toFixed(3)}`] : [];
    }),
  );
  return all.length > 1 ? found : [`only ${all.length} signs at ${selector}`];
}
