import { CodeBlock } from "@/components/api/code-block";
import { FieldTable } from "@/components/api/field-table";
import type { WebhookView } from "@/lib/api/schema/reference";

/** What is posted to a workspace's own address, and how its receiver can tell that it is ours. */
export function WebhookSection({ webhook }: { webhook: WebhookView }) {
  return (
    <section aria-labelledby="alert-webhook" className="mt-12">
      <h2 id="alert-webhook" className="scroll-mt-6 text-xl">
        Alert webhook
      </h2>
      <div className="mt-1 grid gap-x-10 gap-y-5 lg:grid-cols-2">
        <div className="min-w-0">
          <div className="grid max-w-[41.11em] gap-3 text-foreground-2">
            <p>
              An address that owners and admins write under Settings, Alerts and limits. Each alert
              is posted there once, and again with the same <code>id</code> until it is answered
              with a status from 200 to 299 within ten seconds: after a few seconds at first, then
              with pauses that double up to an hour, for about three days.
            </p>
            <p>
              Check the signature before the body is read, with the secret that was shown when the
              address was saved. Refuse what is older than five minutes, and remember the id: a
              delivery whose answer was lost comes again.
            </p>
          </div>
          <h3 className="mt-6 mb-1 font-label text-sm">Every alert</h3>
          <FieldTable caption="Fields of every alert" fields={webhook.fields} optional />
          {webhook.facts.map(({ title, type, fields }) => (
            <div key={type} className="mt-6">
              <h3 className="font-label text-sm">{title}</h3>
              <p className="mb-1 text-muted-foreground text-xs">
                <code className="font-mono">{type}</code>
                {fields.length > 0 ? ", with these facts" : ", without kind and facts"}
              </p>
              {fields.length > 0 ? (
                <FieldTable caption={`Facts: ${title}`} fields={fields} optional />
              ) : null}
            </div>
          ))}
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          <CodeBlock label="Body of an alert" code={webhook.example} />
          <CodeBlock label="Checking wellspent-signature, in Node" code={webhook.check} />
        </div>
      </div>
    </section>
  );
}
