import type { CoreFault } from "./faults";

export const FORECAST: readonly CoreFault[] = [
  {
    name: "two active days are a pace",
    find: "ACTIVE_DAYS = 3",
    put: "ACTIVE_DAYS = 2",
  },
  {
    name: "days without use are active",
    find: "used > 0",
    put: "used >= 0",
  },
  {
    name: "the pace is that of 13 days",
    find: "PACE_DAYS = 14",
    put: "PACE_DAYS = 13",
  },
  {
    name: "today counts",
    find: "day < today",
    put: "day <= today",
  },
  {
    name: "the first of 14 days does not count",
    find: "-PACE_DAYS) <= day",
    put: "-PACE_DAYS) < day",
  },
  {
    name: "the pace is rounded down",
    find: "Math.round(counted",
    put: "Math.floor(counted",
  },
  {
    name: "nothing runs out some day",
    find: "!pace || available === 0",
    put: "!pace",
  },
  {
    name: "the 365th day says nothing",
    find: "lasts(pace) > HORIZON_DAYS",
    put: "lasts(pace) >= HORIZON_DAYS",
  },
  {
    name: "a day that is begun is whole",
    find: "Math.floor(available / perDay)",
    put: "Math.ceil(available / perDay)",
  },
  {
    name: "the range does not end at a year",
    find: "Math.min(HORIZON_DAYS, latest)",
    put: "latest",
  },
  {
    name: "idle days do not scatter",
    find: "(PACE_DAYS - days.length) * pace",
    put: "0 * pace",
  },
  {
    name: "the error is that of a whole population",
    find: "(PACE_DAYS - 1) / PACE_DAYS",
    put: "PACE_DAYS / PACE_DAYS",
  },
  {
    name: "a pace as large as its error has a last day",
    find: "pace > error ?",
    put: "pace >= error ?",
    same: "it lasts for ever then, which is cut to the same year",
  },
];

export const RATE_CARD: readonly CoreFault[] = [
  {
    name: "a quote rounds once where charges round each",
    find: "credits(roundUp(dearest) * quantity.max)",
    put: "roundUp(dearest * quantity.max)",
  },
  {
    name: "the likely price may be outside",
    find: "credits(Math.min(max, Math.max(min, likely)))",
    put: "likely",
  },
  {
    name: "one unit is told as several",
    find: "quantity.max === 1 ? rate.unit",
    put: "quantity.max === 0 ? rate.unit",
  },
  {
    name: "a charge may say less than decides it",
    find: "if (inputs[name] === undefined) throw",
    put: "if (false) throw",
  },
  {
    name: "credits are rounded to the nearest hundredth",
    find: "credits(Math.ceil(fine / FINE_PER_HUNDREDTH))",
    put: "credits(Math.round(fine / FINE_PER_HUNDREDTH))",
  },
  {
    name: "what is free without its condition costs",
    find: "!happens(inputs[formula.onlyIf], end)) return 0",
    put: "false) return 0",
  },
  {
    name: "an unknown condition is met at the least",
    find: 'end !== "min" : flag',
    put: "true : flag",
  },
  {
    name: "the dearest band is the cheapest",
    find: 'end === "max" ? Math.max(...prices)',
    put: 'end === "max" ? Math.min(...prices)',
  },
  {
    name: "an unknown band is any",
    find: 'chosen === undefined && end === "likely"',
    put: "false",
  },
  {
    name: "a band that is not there is passed over",
    find: "if (!band) throw",
    put: "if (false) throw",
  },
  {
    name: "what is below the free part is given back",
    find: "Math.max(0, amount - term.beyond)",
    put: "(amount - term.beyond)",
  },
  {
    name: "nothing is free of an input",
    find: "amount - term.beyond)",
    put: "amount)",
  },
  {
    name: "a part of an input is rounded down",
    find: "Math.ceil((Math.max",
    put: "Math.floor((Math.max",
  },
  {
    name: "a band has no upper end",
    find: "Math.min(band.max, Math.max(band.min, price))",
    put: "Math.max(band.min, price)",
  },
  {
    name: "a band has no lower end",
    find: "Math.min(band.max, Math.max(band.min, price))",
    put: "Math.min(band.max, price)",
  },
  {
    name: "an unknown input is nothing at the most",
    find: 'return end === "min" ? band.min : band.max',
    put: "return band.min",
  },
  {
    name: "less than nothing is an amount",
    find: "0 <= range.min &&",
    put: "",
  },
  {
    name: "a range may end before it begins",
    find: "&& range.min <= range.max",
    put: "",
  },
];

export const RATE_FORMULAS: readonly CoreFault[] = [
  {
    name: "amounts are cut, not rounded",
    find: "Math.round(inCredits",
    put: "Math.floor(inCredits",
  },
  {
    name: "a band begins at its least",
    find: "base: fine(base)",
    put: "base: fine(min)",
  },
  {
    name: "a band's ends are one",
    find: "max: fine(max)",
    put: "max: fine(min)",
  },
  {
    name: "a term counts pairs",
    find: "per: 1",
    put: "per: 2",
  },
  {
    name: "the first of an input is free",
    find: "beyond: 0",
    put: "beyond: 1",
  },
  {
    name: "what a term says otherwise is not heard",
    find: "  ...over,\n",
    put: "",
  },
  {
    name: "a fixed price has no lower end",
    find: "band(each, each, each)",
    put: "band(each, 0, each)",
  },
  {
    name: "a condition is forgotten",
    find: "terms,\n  onlyIf,",
    put: "terms,\n  onlyIf: null,",
  },
  {
    name: "complexity does not decide",
    find: 'bandBy: "complexity"',
    put: "bandBy: null",
  },
  {
    name: "what is usual is simple",
    find: 'usualBand: "standard"',
    put: 'usualBand: "simple"',
  },
];
