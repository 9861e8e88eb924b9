import { PROBLEMS, type ProblemName, problemAnchor } from "@/lib/api/core/problem";

const names = Object.keys(PROBLEMS) as ProblemName[];

/** Every problem, each at the address that its type names. */
export function ProblemList() {
  return (
    <dl className="mt-4">
      {names.map((name) => {
        const { status, title, means, remedy } = PROBLEMS[name];
        return (
          <div
            key={name}
            id={problemAnchor(name)}
            className="grid scroll-mt-6 gap-x-6 gap-y-1 border-grid border-t py-3 target:bg-active sm:grid-cols-[220px_minmax(0,1fr)]"
          >
            <dt>
              <a href={`#${problemAnchor(name)}`} className="tap no-underline hover:underline">
                <span className="tabular-nums">{status}</span>{" "}
                <span className="font-label">{title}</span>
              </a>
              <code className="block break-all font-mono text-muted-foreground text-xs">
                {name}
              </code>
            </dt>
            <dd className="max-w-[43.76em]">
              {means} <span className="text-foreground-2">{remedy}</span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
