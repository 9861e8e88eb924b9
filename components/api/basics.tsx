import type { ReactNode } from "react";
import { SCOPE_TEXTS } from "@/components/identity/scopes";
import { SCOPES } from "@/lib/identity/core/api-key";

const Code = ({ children }: { children: ReactNode }) => (
  <code className="break-words font-mono text-xs">{children}</code>
);

/** What applies to every request. */
export function ApiBasics({ base }: { base: string }) {
  return (
    <dl className="mt-6">
      <Basic term="Address">
        <Code>{base}</Code>. JSON in and out. A machine-readable description is at{" "}
        <a className="link" href="/api/v1/openapi.json">
          openapi.json
        </a>{" "}
        (OpenAPI 3.1).
      </Basic>
      <Basic term="Key">
        <Code>Authorization: Bearer ws_live_...</Code> Owners and admins make keys in Settings, API
        keys. A key belongs to one workspace; cookies and browsers of other sites are not let in.
        <Scopes />
      </Basic>
      <Basic term="Amounts">
        Credits as decimal strings with at most two decimals, such as <Code>"4.10"</Code>; answers
        always have two. A number is refused: binary fractions cannot hold 4.10. AI credits and lead
        credits never mix.
      </Basic>
      <Basic term="Once">
        Requests that move credits need an <Code>Idempotency-Key</Code>: 1 to 255 characters of your
        choice, scoped by your API key. The same key and body get the first answer again, with{" "}
        <Code>Idempotent-Replayed: true</Code>; with another body it is refused. A refused request
        keeps no key. After a lost connection, a 500 or a 503, repeat with the same key.
      </Basic>
      <Basic term="Price">
        An operation of the{" "}
        <a className="link" href="/rates">
          rate card
        </a>{" "}
        is priced by the formula that quotes it: a charge is never above the maximum of the quote
        for its inputs. Quote, then send the maximum as <Code>max_amount</Code>.
      </Basic>
      <Basic term="Holds">
        For work whose cost is known only afterwards: hold the most, do the work, capture what it
        cost, and what is left comes back. A hold that nobody settles lapses.
      </Basic>
      <Basic term="Limits">
        1,200 requests a minute for each key. Every answer says what is left in{" "}
        <Code>RateLimit</Code> and <Code>RateLimit-Policy</Code>; beyond it a 429 has{" "}
        <Code>Retry-After</Code>. A body has at most 64 KiB.
      </Basic>
      <Basic term="Errors">
        Every refusal is <Code>application/problem+json</Code> (RFC 9457). Decide by{" "}
        <Code>code</Code>; <Code>type</Code> leads to its entry below; <Code>request_id</Code>, also
        in <Code>X-Request-Id</Code>, names the request in the logs. A refusal moves no credits.
      </Basic>
    </dl>
  );
}

function Basic({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-1 border-grid border-t py-3 sm:grid-cols-[120px_minmax(0,1fr)]">
      <dt className="font-label">{term}</dt>
      <dd className="max-w-[50.39em] text-foreground-2">{children}</dd>
    </div>
  );
}

function Scopes() {
  return (
    <ul className="mt-2">
      {SCOPES.map((scope) => (
        <li key={scope}>
          <Code>{scope}</Code> {SCOPE_TEXTS[scope].may}
        </li>
      ))}
    </ul>
  );
}
