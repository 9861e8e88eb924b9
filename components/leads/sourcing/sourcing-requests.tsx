import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { formatCount, formatCredits, spokenCredits } from "@/lib/credits/core/format";
import type { SourcingRequest } from "@/lib/leads/types";

type SourcingRequestsProps = {
  workspace: string;
  timeZone: string;
  requests: readonly SourcingRequest[];
  /** The history of what sourcing was charged. */
  historyHref: string;
};

/** The latest requests for leads: what was asked for, what was delivered, and what it cost. */
export function SourcingRequests({ requests, historyHref, ...shared }: SourcingRequestsProps) {
  return (
    <section aria-labelledby="requests-heading" className="mt-6 border-border border-t pt-5">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id="requests-heading">Sourcing requests</h2>
        {requests.length > 0 ? (
          <Link
            href={historyHref}
            className="link max-md:inline-flex max-md:min-h-11 max-md:items-center"
          >
            All charges of sourcing
          </Link>
        ) : null}
      </div>
      {requests.length === 0 ? (
        <Empty title="No requests yet">
          What is asked for, delivered and charged is listed here.
        </Empty>
      ) : (
        <>
          <Wide requests={requests} {...shared} />
          <ul className="md:hidden" aria-label="The last sourcing requests">
            {requests.map((request) => (
              <Narrow key={request.id} request={request} {...shared} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

type Shared = Pick<SourcingRequestsProps, "workspace" | "timeZone">;

const Wide = ({ requests, ...shared }: Shared & Pick<SourcingRequestsProps, "requests">) => (
  <Table className="max-md:hidden">
    <TableCaption>The last sourcing requests, newest first</TableCaption>
    <TableHeader>
      <tr>
        <TableHead>When</TableHead>
        <TableHead className="w-full">By</TableHead>
        <TableHead numeric>Requested</TableHead>
        <TableHead numeric>Delivered</TableHead>
        <TableHead numeric>Charged</TableHead>
      </tr>
    </TableHeader>
    <TableBody>
      {requests.map((request) => (
        <TableRow key={request.id}>
          <TableCell className="text-muted-foreground tabular-nums">
            <RequestTime request={request} {...shared} />
          </TableCell>
          <TableCell className="w-full max-w-0 truncate text-foreground-2" title={request.by}>
            {request.by}
            {request.open ? <UnderWay /> : null}
          </TableCell>
          <TableCell numeric>
            <Count value={request.requested} />
          </TableCell>
          <TableCell numeric>
            <Count value={request.delivered} />
          </TableCell>
          <TableCell numeric className="font-medium">
            <Charged request={request} />
          </TableCell>
        </TableRow>
      ))}
    </TableBody>
  </Table>
);

function Narrow({ request, ...shared }: Shared & { request: SourcingRequest }) {
  return (
    <li className="border-grid border-b py-2.5 text-sm tabular-nums">
      <div className="flex items-center justify-between gap-3">
        <span className="font-label">
          <Count value={request.delivered} /> of <Count value={request.requested} /> delivered
        </span>
        <span className="font-medium">
          <Charged request={request} />
        </span>
      </div>
      <div className="flex items-center justify-between gap-3 text-muted-foreground text-xs">
        <span className="min-w-0 truncate" title={request.by}>
          {request.by}
          {request.open ? <UnderWay /> : null}
        </span>
        <RequestTime request={request} {...shared} />
      </div>
    </li>
  );
}

/** A request that is a run links to its receipt. */
function RequestTime({
  request: { at, runId },
  workspace,
  timeZone,
}: Shared & { request: SourcingRequest }) {
  const time = <Time at={at} timeZone={timeZone} />;
  return runId ? (
    <Link
      className="link max-md:-my-1 max-md:inline-flex max-md:min-h-8 max-md:items-center"
      href={`/${workspace}/activity/${runId}`}
    >
      {time}
    </Link>
  ) : (
    time
  );
}

const UnderWay = () => <Tag className="ml-2">Under way</Tag>;

function Count({ value }: { value: number | null }) {
  if (value !== null) return formatCount(value);
  return <span className="text-muted-foreground">not told</span>;
}

/** In lead credits, the only kind that this page is about. */
const Charged = ({ request: { charged } }: { request: SourcingRequest }) => (
  <>
    <span className="sr-only">{spokenCredits(charged, "lead")}</span>
    <span aria-hidden>{formatCredits(charged, "lead")}</span>
  </>
);
