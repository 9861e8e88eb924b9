/** Which classes set the same thing: the part of Tailwind that Wellspent uses (see cn.test.ts). */

const any = (value: string) => value !== "";
const isNumber = (value: string) => /^\d+(\.\d+)?$/.test(value);
const isLength = (value: string) => isNumber(value) || /^\[[\d.]+(px|rem|em|%)\]$/.test(value);
const isPlace = (value: string) => /^(\d|\[|\(|full$|auto$|px$)/.test(value);

type Rule = string | ((value: string) => boolean);

/** Groups with the same name as their classes: `gap`, of `gap-2`. */
const named = (names: string, ...rules: Rule[]) =>
  Object.fromEntries(names.split(" ").map((name) => [name, [{ [name]: rules }]]));
const words = (classes: string) => classes.split(" ");

export const CLASS_GROUPS = {
  ...named(
    "z order basis col-span p px py pt pr pb pl m mx my mt mr mb ml gap gap-x gap-y w h min-w max-w min-h max-h size grid-cols content items self justify-items align leading tracking opacity cursor duration animate scroll-mt scroll-pb translate-x translate-y outline-offset divide",
    any,
  ),
  ...named("inset inset-x inset-y top right bottom left", isPlace),
  ...named(
    "rounded rounded-l rounded-r rounded-t rounded-b grow shrink shadow transition",
    "",
    any,
  ),
  ...named("border border-x border-y border-t border-r border-b border-l outline", "", isLength),
  ...named("overflow overflow-x overflow-y", any),
  "border-style": [{ border: ["dashed"] }],
  "border-collapse": [{ border: ["collapse"] }],
  "border-color": [{ border: [any] }],
  "border-b-color": [{ "border-b": [any] }],
  "outline-style": [{ outline: ["none"] }],
  "outline-color": [{ outline: [any] }],
  "divide-y": ["divide-y"],
  display: words(
    "block inline-block inline flex inline-flex grid inline-grid contents hidden table",
  ),
  visibility: words("visible invisible"),
  position: words("static fixed absolute relative sticky"),
  flex: [{ flex: ["1", "auto", "none"] }],
  direction: [{ flex: words("row col row-reverse col-reverse") }],
  wrap: [{ flex: words("wrap nowrap wrap-reverse") }],
  justify: [{ justify: words("start end center between around") }],
  bg: [{ bg: [any] }],
  "font-size": [{ text: [...words("2xs xs sm field base lg xl 2xl 3xl"), isLength] }],
  "text-align": [{ text: words("left center right") }],
  "text-color": [{ text: [any] }],
  "font-family": [{ font: words("sans mono") }],
  "font-weight": [{ font: words("normal medium semibold nav label") }],
  capitals: words("uppercase capitalize"),
  decoration: words("underline no-underline line-through"),
  whitespace: [{ whitespace: [any] }],
  break: words("break-words break-all"),
  clamp: [{ "line-clamp": [any] }],
};

/** Classes that set more than one thing at once, and what else they set. */
export const OVERRIDES = {
  p: words("px py pt pr pb pl"),
  px: words("pr pl"),
  py: words("pt pb"),
  m: words("mx my mt mr mb ml"),
  mx: words("mr ml"),
  my: words("mt mb"),
  inset: words("inset-x inset-y top right bottom left"),
  "inset-x": words("right left"),
  "inset-y": words("top bottom"),
  size: words("w h"),
  gap: words("gap-x gap-y"),
  flex: words("basis grow shrink"),
  overflow: words("overflow-x overflow-y"),
  rounded: words("rounded-l rounded-r rounded-t rounded-b"),
  border: words("border-x border-y border-t border-r border-b border-l"),
  "border-x": words("border-r border-l"),
  "border-y": words("border-t border-b"),
  "border-color": ["border-b-color"],
  "font-size": ["leading"],
  clamp: words("display overflow"),
};
