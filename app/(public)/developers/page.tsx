import type { Metadata } from "next";
import { ApiBasics } from "@/components/api/basics";
import { EndpointSection } from "@/components/api/endpoint-section";
import { FieldTable } from "@/components/api/field-table";
import { ProblemList } from "@/components/api/problem-list";
import { WebhookSection } from "@/components/api/webhook-section";
import { loadReference } from "@/lib/api/loaders";
import type { EndpointView, ObjectView } from "@/lib/api/schema/reference";

export const metadata: Metadata = {
  title: "API reference",
  description: "Read, quote, hold and charge credits from a workspace's own programs.",
};

/** The reference of the public API: general rules, endpoints, objects and errors. */
export default async function DevelopersPage() {
  const { base, endpoints, objects, webhook } = await loadReference();
  return (
    <div className="pt-8">
      <h1>API reference</h1>
      <p className="mt-2 max-w-[42.43em] text-base text-foreground-2">
        A workspace's own programs read its balance, quote, hold and charge. What they do is a row
        of the same history, under the name of their key.
      </p>
      <ApiBasics base={base} />
      <Contents endpoints={endpoints} />
      <section aria-labelledby="endpoints" className="mt-12">
        <h2 id="endpoints" className="mb-4 scroll-mt-6 text-xl">
          Endpoints
        </h2>
        {endpoints.map((endpoint) => (
          <EndpointSection key={endpoint.id} endpoint={endpoint} />
        ))}
      </section>
      <Objects objects={objects} />
      <WebhookSection webhook={webhook} />
      <section aria-labelledby="errors" className="mt-12">
        <h2 id="errors" className="scroll-mt-6 text-xl">
          Errors
        </h2>
        <ProblemList />
      </section>
    </div>
  );
}

function Contents({ endpoints }: { endpoints: readonly EndpointView[] }) {
  return (
    <nav aria-label="On this page" className="mt-8 grid gap-x-10 text-sm sm:grid-cols-2">
      {endpoints.map(({ id, title, method, path }) => (
        <a
          key={id}
          href={`#${id}`}
          className="flex flex-wrap items-baseline justify-between gap-x-4 border-grid border-b py-2 hover:bg-hover max-md:py-3"
        >
          {title}
          <code className="font-mono text-muted-foreground text-xs">
            {method} {path}
          </code>
        </a>
      ))}
      <a href="#objects" className="border-grid border-b py-2 hover:bg-hover max-md:py-3">
        Objects
      </a>
      <a href="#alert-webhook" className="border-grid border-b py-2 hover:bg-hover max-md:py-3">
        Alert webhook
      </a>
      <a href="#errors" className="border-grid border-b py-2 hover:bg-hover max-md:py-3">
        Errors
      </a>
    </nav>
  );
}

function Objects({ objects }: { objects: readonly ObjectView[] }) {
  return (
    <section aria-labelledby="objects" className="mt-12">
      <h2 id="objects" className="scroll-mt-6 text-xl">
        Objects
      </h2>
      <p className="mt-1 text-foreground-2">
        Later versions may add fields to them; none is taken away.
      </p>
      <div className="mt-4 grid gap-x-10 gap-y-8 lg:grid-cols-2">
        {objects.map(({ name, text, fields }) => (
          <section key={name} aria-labelledby={`object-${name}`} className="min-w-0">
            <h3 id={`object-${name}`} className="scroll-mt-6">
              {name}
            </h3>
            <p className="mb-2 text-foreground-2">{text}</p>
            <FieldTable caption={name} fields={fields} />
          </section>
        ))}
      </div>
    </section>
  );
}
