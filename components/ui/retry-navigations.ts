const EVERY_MS = 2_000;

/**
 * From now on, a page requested while the server is away, for instance because it restarts, is requested again until it
 * arrives; `say` is called once for each. Next would have the browser load it instead, whose own error would replace
 * what is on the screen. This covers pages only: what somebody pressed is never sent again, as Next's `useOffline`
 * does. Returns a function that ends it.
 */
export function retryNavigations(say: () => void): () => void {
  const { fetch } = window;
  window.fetch = async (input, init) => {
    for (let tries = 0; ; tries += 1) {
      const answer = fetch(input, init);
      if (!isPage(init) || !(await answer.then(isAway, () => true))) return answer;
      if (tries === 0) say();
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  };
  return () => {
    window.fetch = fetch;
  };
}

/** Whether the router requests a page in order to show it now. */
function isPage({ method = "GET", headers, signal }: RequestInit = {}): boolean {
  const sent = new Headers(headers);
  const ahead = sent.has("next-router-prefetch");
  return method === "GET" && sent.has("rsc") && !ahead && !signal?.aborted;
}

/**
 * What a proxy answers for a server that is not there. For a slow one (504), asking again would only make it slower.
 */
const isAway = ({ status }: Response): boolean => status === 502 || status === 503;
