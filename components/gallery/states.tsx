import { Inbox } from "lucide-react";
import { RetryFailure } from "@/components/gallery/floating";
import { GRID, Specimen } from "@/components/gallery/specimen";
import { Alert, Note } from "@/components/ui/alert";
import { Avatar, SystemAvatar } from "@/components/ui/avatar";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Button } from "@/components/ui/button";
import {
  Item,
  ItemActions,
  ItemContent,
  ItemDescription,
  ItemGroup,
  ItemMedia,
  ItemTitle,
} from "@/components/ui/item";
import { Kbd } from "@/components/ui/kbd";
import { Progress } from "@/components/ui/progress";
import { ScrollArea } from "@/components/ui/scroll-area";
import { Spinner } from "@/components/ui/spinner";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableFooter,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";

export function StatesGallery() {
  return (
    <div className={GRID}>
      <Specimen title="Table" className="sm:col-span-2">
        <TableSpecimen />
      </Specimen>
      <Specimen title="Notes">
        <div className="grid gap-2">
          <Note>The same 4 messages on the standard tier would have cost about 3.80.</Note>
          <Note tone="warning">40.00 of these credits expire on 24 Nov.</Note>
          <Note tone="critical">The payment was declined. Nothing was charged.</Note>
          <Note tone="positive">550 credits added. Your balance is 962.55.</Note>
          <Alert title="You are offline.">The balance is from 14:40.</Alert>
          <RetryFailure />
        </div>
      </Specimen>
      <Specimen title="Small parts">
        <SmallParts />
      </Specimen>
    </div>
  );
}

const ROWS = [
  {
    at: "2026-11-20T14:52:00Z",
    what: "Content generation",
    for: "Spring roast launch, 18 posts",
    by: "Ines Carvalho",
    amount: "−27.40",
    balance: "412.55",
  },
  {
    at: "2026-11-20T14:31:00Z",
    what: "Direct messages, premium",
    for: "Café owners, 4 messages",
    by: "Tomasz Wilk",
    amount: "−18.62",
    balance: "439.95",
  },
  {
    at: "2026-11-19T17:20:00Z",
    what: "Refund",
    for: "Strategy analysis failed, run 8F21",
    by: null,
    amount: "+4.20",
    balance: "462.92",
  },
];

function TableSpecimen() {
  return (
    <ScrollArea label="Transactions">
      <Table>
        <TableCaption>Transactions</TableCaption>
        <TableHeader>
          <TableRow>
            <TableHead>Time</TableHead>
            <TableHead>Operation</TableHead>
            <TableHead>By</TableHead>
            <TableHead numeric>Credits</TableHead>
            <TableHead numeric>Balance</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {ROWS.map((row, index) => (
            <TableRow key={row.at} data-selected={index === 1}>
              <TableCell>
                <Time at={row.at} timeZone="UTC" className="text-foreground-2 tabular-nums" />
              </TableCell>
              <TableCell>
                <span className="font-label">{row.what}</span>
                <span className="ml-2.5 text-muted-foreground">{row.for}</span>
              </TableCell>
              <TableCell>
                <span className="flex items-center gap-2 text-foreground-2">
                  {row.by ? <Avatar name={row.by} size={20} /> : <SystemAvatar size={20} />}
                  {row.by ?? "System"}
                </span>
              </TableCell>
              <TableCell numeric className="font-label">
                {row.amount}
              </TableCell>
              <TableCell numeric className="text-foreground-2">
                {row.balance}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
        <TableFooter>
          <TableRow>
            <TableCell colSpan={3}>Total</TableCell>
            <TableCell numeric>−41.82</TableCell>
            <TableCell />
          </TableRow>
        </TableFooter>
      </Table>
    </ScrollArea>
  );
}

function SmallParts() {
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-1.5">
        <Tag>1 running</Tag>
        <Tag tone="positive">Paid</Tag>
        <Tag tone="warning">Expires soon</Tag>
        <Tag tone="critical">Failed</Tag>
        <Kbd>⌘K</Kbd>
        <Spinner label="Loading" />
      </div>
      <Breadcrumb crumbs={[{ label: "Settings", href: "/gallery" }, { label: "Billing" }]} />
      <Progress label="Upload" value={62} valueText="62 of 100 MB" />
      <Progress label="Reading" value={null} />
      <ItemGroup>
        <Item>
          <ItemMedia>
            <Inbox aria-hidden />
          </ItemMedia>
          <ItemContent>
            <ItemTitle>Café owners, Iberia</ItemTitle>
            <ItemDescription>312 leads</ItemDescription>
          </ItemContent>
          <ItemActions>
            <Button size="sm">Open</Button>
          </ItemActions>
        </Item>
      </ItemGroup>
    </div>
  );
}
