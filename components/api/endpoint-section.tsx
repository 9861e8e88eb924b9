import { CodeBlock } from "@/components/api/code-block";
import { FieldTable } from "@/components/api/field-table";
import { Tag } from "@/components/ui/tag";
import { PROBLEMS, problemAnchor } from "@/lib/api/core/problem";
import type { EndpointView } from "@/lib/api/schema/reference";

/** One endpoint: what it does, what it takes, an example, and what it can refuse. */
export function EndpointSection({ endpoint }: { endpoint: EndpointView }) {
  const { id, method, path, title, text, scope, status, request, answer } = endpoint;
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-10 gap-y-5 border-border border-t py-8 lg:grid-cols-2"
    >
      <div className="min-w-0">
        <h3 id={id} className="scroll-mt-6 text-lg">
          <a href={`#${id}`} className="tap no-underline hover:underline">
            {title}
          </a>
        </h3>
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1">
          <code className="break-all font-mono text-xs">
            {method} {path}
          </code>
          <Tag>{scope ?? "any key"}</Tag>
        </p>
        <p className="mt-3 max-w-[41.11em] text-foreground-2">{text}</p>
        <RequestParts endpoint={endpoint} />
        <Refusals endpoint={endpoint} />
      </div>
      <div className="flex min-w-0 flex-col gap-3">
        <CodeBlock label={`Request: ${title.toLowerCase()}`} code={request} />
        <CodeBlock label={`Answer ${status}: ${title.toLowerCase()}`} code={answer} />
      </div>
    </section>
  );
}

function RequestParts({ endpoint: { title, forms, parameters } }: { endpoint: EndpointView }) {
  const filled = forms.filter(({ fields }) => fields.length > 0);
  return (
    <>
      {parameters.length > 0 ? (
        <div className="mt-4">
          <h4 className="mb-1 font-label text-sm">Parameters</h4>
          <FieldTable caption={`Parameters: ${title}`} fields={parameters} optional />
        </div>
      ) : null}
      {filled.map((form) => (
        <div key={form.title} className="mt-4">
          <h4 className="mb-1 font-label text-sm">{form.title ?? "Body"}</h4>
          <FieldTable caption={`${title}: ${form.title ?? "body"}`} fields={form.fields} optional />
        </div>
      ))}
    </>
  );
}

function Refusals({ endpoint: { problems } }: { endpoint: EndpointView }) {
  return (
    <p className="mt-4 text-muted-foreground text-xs leading-5">
      Refused with{" "}
      {problems.map((name, index) => (
        <span key={name}>
          {index > 0 ? ", " : null}
          <a
            className="link whitespace-nowrap max-md:inline-flex max-md:min-h-11 max-md:items-center"
            href={`#${problemAnchor(name)}`}
          >
            {PROBLEMS[name].status} {name}
          </a>
        </span>
      ))}
    </p>
  );
}
