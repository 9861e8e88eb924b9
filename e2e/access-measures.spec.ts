import type { Page } from "@playwright/test";
import { violationsOf } from "./access/axe";
import { paleShadows, pureBlack, sameInGrey } from "./access/colours";
import { faintControls, faintText, lostFocus, lostShapes, movement } from "./access/contrast";
import {
  cutText,
  overlappingText,
  scrolledAway,
  shortenedText,
  sidewaysScroll,
  strayHeads,
} from "./access/layout";
import { measure } from "./access/measuring";
import { coveredFocus, lonelySliders, smallTargets } from "./access/targets";
import {
  driftingColumns,
  filledButtons,
  headingGaps,
  proportionalNumbers,
  typeOf,
} from "./access/typography";
import { expect, test } from "./fixtures";

type Case = {
  measure: (page: Page) => Promise<string[]>;
  /** What it must object to. */
  bad: string;
  /** Nearly the same, and right. */
  good: string;
};

const cell = (number: string) => `<tr><td style="text-align:right">${number}</td></tr>`;
const sign = (drawn: string) => `<svg viewBox="0 0 14 14" width="14" height="14">${drawn}</svg>`;
const covered = (padding: number) =>
  `<style>html { scroll-padding-bottom: ${padding}px }</style><div style="height:1500px"></div><button style="height:30px">Buy</button>
   <div style="height:900px"></div><div style="position:fixed;inset:auto 0 0;height:90px;background:#fff"></div>`;

/** The measures of the other journeys, each on what it must and must not object to: they can go red. */
const CASES: Record<string, Case> = {
  "a page that scrolls sideways": {
    measure: (page) => measure(page, sidewaysScroll),
    bad: `<div style="width:3000px">wide</div>`,
    good: `<div style="overflow:auto"><div style="width:3000px">wide</div></div>`,
  },
  "text that a box cuts off": {
    measure: (page) => measure(page, cutText),
    bad: `<p style="width:60px;overflow:hidden;white-space:nowrap">412.55 AI credits left</p>`,
    good: `<p style="width:60px;overflow:auto;white-space:nowrap">412.55 AI credits left</p>`,
  },
  "what paper could not scroll to": {
    measure: (page) => measure(page, scrolledAway),
    bad: `<main><div style="overflow:auto"><div style="width:3000px">wide</div></div></main>`,
    good: `<main><div style="overflow:visible"><div style="width:3000px">wide</div></div></main>`,
  },
  "heads of columns above none": {
    measure: (page) => measure(page, strayHeads),
    bad: `<table style="display:block"><thead><tr><th>Date</th></tr></thead></table>`,
    good: `<table style="display:block"><thead style="display:none"><tr><th>Date</th></tr></thead></table>
      <table><thead><tr><th>Date</th></tr></thead></table>`,
  },
  "text on text": {
    measure: (page) => measure(page, overlappingText),
    bad: `<p>Direct messages</p><p style="margin-top:-34px">412.55</p>`,
    good: `<p>Direct messages</p><p>412.55</p>`,
  },
  "words shortened without a tip": {
    measure: (page) => measure(page, shortenedText, [] as string[]),
    bad: `<p style="width:60px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">Spring roast launch</p>`,
    good: `<p title="Spring roast launch" style="width:60px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">Spring roast launch</p>`,
  },
  "an amount shortened, tip or not": {
    measure: (page) => measure(page, shortenedText, [] as string[]),
    bad: `<p title="1,234,567.00" style="width:40px;overflow:hidden;text-overflow:ellipsis">1,234,567.00</p>`,
    good: `<p title="1,234,567.00" style="width:200px;overflow:hidden;text-overflow:ellipsis">1,234,567.00</p>`,
  },
  "a target that is too small": {
    measure: (page) => measure(page, smallTargets, 44),
    bad: `<button style="width:43px;height:60px">Go</button>`,
    good: `<button style="width:44px;height:60px">Go</button>`,
  },
  "a target whose reach another one takes": {
    measure: (page) => measure(page, smallTargets, 44),
    bad: `<style>button{position:relative;display:block;border:0;width:80px;height:30px}button::after{content:"";position:absolute;inset:-7px 0}</style><button>One</button><button>Two</button>`,
    good: `<style>button{position:relative;display:block;border:0;width:80px;height:30px;margin:14px 0}button::after{content:"";position:absolute;inset:-7px 0}</style><button>One</button><button>Two</button>`,
  },
  "focus under a bar": {
    measure: (page) => measure(page, coveredFocus),
    bad: `<style>button{position:fixed;bottom:30px}</style>${covered(0)}`,
    good: covered(96),
  },
  "a slider without a field": {
    measure: (page) => measure(page, lonelySliders),
    bad: `<div role="group"><span role="slider" aria-valuenow="7" tabindex="0">7</span></div>`,
    good: `<div role="group"><span role="slider" aria-valuenow="7" tabindex="0">7</span><input type="number" value="7"></div>`,
  },
  "seven sizes of type": {
    measure: (page) => measure(page, typeOf),
    bad: [11, 12, 13, 14, 16, 20, 28].map((px) => `<p style="font-size:${px}px">a</p>`).join(""),
    good: [11, 12, 13, 14, 16, 20].map((px) => `<p style="font-size:${px}px">a</p>`).join(""),
  },
  "a weight above 600": {
    measure: (page) => measure(page, typeOf),
    bad: `<b>Total</b>`,
    good: `<b style="font-weight:600">Total</b>`,
  },
  "two filled buttons": {
    measure: (page) => measure(page, filledButtons),
    bad: `<style>:root{--primary:#111}button{background:var(--primary)}</style><button data-slot="button">A</button><button data-slot="button">B</button>`,
    good: `<style>:root{--primary:#111}button{background:var(--primary)}</style><button data-slot="button">A</button><button data-slot="button" style="background:none">B</button>`,
  },
  "digits of different widths": {
    measure: (page) => measure(page, proportionalNumbers),
    bad: `<p>412.55</p>`,
    good: `<p style="font-variant-numeric:tabular-nums">412.55</p>`,
  },
  "decimal points out of line": {
    measure: (page) => measure(page, driftingColumns),
    bad: `<table style="width:200px">${cell("9.60")}${cell(`<span style="padding-right:1px">412.55</span>`)}</table>`,
    good: `<table style="width:200px">${cell("9.60")}${cell("412.55")}</table>`,
  },
  "a level of headings left out": {
    measure: (page) => measure(page, headingGaps),
    bad: `<h1>Billing</h1><h3>Lots</h3>`,
    good: `<h1>Billing</h1><h2>Lots</h2>`,
  },
  "faint text on what is blocked": {
    measure: (page) => measure(page, faintText),
    bad: `<button aria-disabled="true" style="color:#999;background:#eee">Export</button>`,
    good: `<button aria-disabled="true" style="color:#666;background:#eee">Export</button>`,
  },
  "a field without an outline": {
    measure: (page) => measure(page, faintControls),
    bad: `<input data-slot="input" aria-label="Name" style="border:1px solid #ddd;background:#fff">`,
    good: `<input data-slot="input" aria-label="Name" style="border:1px solid #888;background:#fff">`,
  },
  "a mark that is lost on its ground": {
    measure: (page) => measure(page, lostShapes),
    bad: `<svg width="14" height="14"><circle r="7" fill="#fff"/></svg>`,
    good: `<svg width="14" height="14"><circle r="7" fill="#333"/></svg>`,
  },
  "focus that nobody sees": {
    measure: (page) => measure(page, lostFocus),
    bad: `<button style="outline:none">Buy</button>`,
    good: `<button style="outline:2px solid #000">Buy</button>`,
  },
  "a button without a name": {
    measure: (page) => violationsOf(page, { within: "button" }),
    bad: `<button></button>`,
    good: `<button>Buy</button>`,
  },
  "words too faint for axe": {
    measure: (page) => violationsOf(page, { within: "p", rules: ["color-contrast"] }),
    bad: `<p style="color:#999">Nothing was charged.</p>`,
    good: `<p style="color:#666">Nothing was charged.</p>`,
  },
  "a ground of pure black": {
    measure: (page) => measure(page, pureBlack),
    bad: `<main style="background:#000;color:#fff">Billing</main>`,
    good: `<main style="background:#08090b;color:#fff">Billing</main>`,
  },
  "a shadow turned round": {
    measure: (page) => measure(page, paleShadows),
    bad: `<body style="background:#111"><p style="box-shadow:0 2px 8px rgb(255 255 255 / 0.2)">In</p>`,
    good: `<body style="background:#111"><p style="box-shadow:0 2px 8px rgb(0 0 0 / 0.4), 0 0 0 1px rgb(255 255 255 / 0.2)">In</p>`,
  },
  "signs that colour alone tells apart": {
    measure: (page) => measure(page, sameInGrey, "p"),
    bad: `<p>${sign(`<circle cx="7" cy="7" r="6" fill="#44c"/>`)}AI</p><p>${sign(`<circle cx="7" cy="7" r="6" fill="#088"/>`)}Lead</p>`,
    good: `<p>${sign(`<circle cx="7" cy="7" r="6" fill="#44c"/>`)}AI</p><p>${sign(`<rect x="1" y="1" width="12" height="12" fill="#088"/>`)}Lead</p>`,
  },
  movement: {
    measure: (page) => measure(page, movement),
    bad: `<style>@keyframes slide { from { translate: 0 8px } } p { animation: slide 200ms }</style><p>In</p>`,
    good: `<style>@keyframes fade { from { opacity: 0 } } p { animation: fade 80ms }</style><p>In</p>`,
  },
};

for (const [what, { measure: by, bad, good }] of Object.entries(CASES)) {
  test(`${what} is found, and nothing else`, async ({ page }) => {
    await page.setContent(good);
    expect(await by(page)).toEqual([]);
    await page.setContent(bad);
    expect(await by(page)).not.toEqual([]);
  });
}
