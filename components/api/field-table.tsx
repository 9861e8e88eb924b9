import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { Field } from "@/lib/api/core/fields";

type FieldTableProps = {
  caption: string;
  fields: readonly Field[];
  /** Says which fields can be left out. An answer leaves out none. */
  optional?: boolean;
};

/** The fields of a body, an answer or an address. */
export function FieldTable({ caption, fields, optional = false }: FieldTableProps) {
  return (
    <Table>
      <TableCaption>{caption}</TableCaption>
      <TableHeader className="sr-only">
        <tr>
          <TableHead>Field</TableHead>
          <TableHead>Meaning</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {fields.map(({ name, type, required, text }) => (
          <TableRow key={name}>
            <TableCell className="h-auto w-[38%] whitespace-normal break-words py-2 align-top">
              <code className="font-mono text-xs">{name}</code>
              {optional && !required ? (
                <span className="ml-2 text-muted-foreground text-xs">optional</span>
              ) : null}
            </TableCell>
            <TableCell className="h-auto whitespace-normal break-words py-2 align-top">
              <span className="text-muted-foreground text-xs">{type}</span>
              {text ? <span className="block">{text}</span> : null}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
