import { median, quantile, round } from "../ledger/drive";
import type { Page } from "./pages";
import type { Sized } from "./workspaces";

/**
 * The figures of one page in the workspace of one size, in milliseconds, with the ratios to the smallest workspace and
 * to the next smaller one, turn by turn. `rows` and `kB` say how much each page shows: only equal pages compare sizes.
 */
export type PageFigure = Shown & {
  what: string;
  size: number;
  p50: number;
  p95: number;
  toFirst: number;
  toBefore: number;
};

/** How many rows a page lists, if it lists any, and how long its HTML is. */
type Shown = { rows: number | null; kB: number | null };

/**
 * Requests every page of every workspace `rounds` times, in turn: the same page of all workspaces one after the other,
 * so that whatever else the machine does affects them alike.
 */
export async function measurePages(
  origin: string,
  pages: readonly Page[],
  workspaces: readonly Sized[],
  rounds: number,
): Promise<PageFigure[]> {
  const times = new Map(pages.map((page) => [page, workspaces.map((): number[] => [])]));
  const shown = new Map<number[], Shown>();
  // The first round warms up the server and the caches of the database; it does not count.
  for (let round = 0; round <= rounds; round++) {
    for (const [page, own] of times) {
      for (const [index, workspace] of workspaces.entries()) {
        const { took, ...what } = await ask(origin, page, workspace);
        const taken = own[index] ?? [];
        shown.set(taken, what);
        if (round > 0) taken.push(took);
      }
    }
  }
  return [...times].flatMap(([{ what }, own]) =>
    workspaces.map(({ size }, index) => {
      const taken = own[index] ?? [];
      const ratioTo = (other: readonly number[] = []) =>
        round(median(taken.map((took, turn) => took / (other[turn] ?? Number.NaN))));
      return {
        what,
        size,
        ...(shown.get(taken) ?? { rows: null, kB: null }),
        p50: round(median(taken), 1),
        p95: round(quantile(taken, 0.95), 1),
        toFirst: ratioTo(own[0]),
        toBefore: ratioTo(own[Math.max(0, index - 1)]),
      };
    }),
  );
}

/** Milliseconds until all of a page is there, or its first byte. Throws if the page shows an error. */
async function ask(
  origin: string,
  page: Page,
  workspace: Sized,
): Promise<Shown & { took: number }> {
  const stop = new AbortController();
  const start = performance.now();
  const response = await fetch(`${origin}${page.path(workspace)}`, {
    headers: { cookie: workspace.cookie },
    redirect: "manual",
    signal: stop.signal,
  });
  if (response.status !== 200 || !response.body) {
    throw new Error(`${page.what} answers ${response.status} at ${workspace.size} entries.`);
  }
  if (page.firstByte) {
    await response.body.getReader().read();
    const took = performance.now() - start;
    stop.abort();
    return { took, rows: null, kB: null };
  }
  const html = await response.text();
  const took = performance.now() - start;
  // What React sends for a part whose loading threw.
  if (html.includes("$RX(")) {
    throw new Error(`${page.what} has a part that did not load at ${workspace.size} entries.`);
  }
  return { took, rows: page.rows?.(html) ?? null, kB: round(html.length / 1000, 0) };
}
