const EVERY_MS = 2_000;

/**
 * From now on a page that is asked for while the server is away, as when it is started anew, is asked for again until it
 * comes; `say` is called once for each. Next has the browser load it instead, whose own error then takes the place of what
 * is on the screen. Only pages: what somebody pressed is never sent again, which Next's `useOffline` does. Answers what
 * ends it.
 */
export function keepAsking(say: () => void): () => void {
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

/** What the router asks for because it is to be shown now. */
function isPage({ method = "GET", headers, signal }: RequestInit = {}): boolean {
  const told = new Headers(headers);
  const ahead = told.has("next-router-prefetch");
  return method === "GET" && told.has("rsc") && !ahead && !signal?.aborted;
}

/** What a proxy answers for a server that is not there. Of one that is slow (504), asking again would only ask for more. */
const isAway = ({ status }: Response): boolean => status === 502 || status === 503;
