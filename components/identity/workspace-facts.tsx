import { Note } from "@/components/ui/alert";
import { formatTime } from "@/components/ui/time";
import { namesInWords } from "@/lib/identity/core/words";

type WorkspaceFactsProps = {
  name: string;
  address: string;
  timeZone: string;
  createdAt: Date;
  managers: string[];
};

/** The General page for those whose role may not change it. */
export function WorkspaceFacts(props: WorkspaceFactsProps) {
  const { name, address, timeZone, createdAt, managers } = props;
  const facts = [
    ["Name", name],
    ["Address", address],
    ["Time zone", timeZone.replaceAll("_", " ")],
    ["Created", formatTime(createdAt, timeZone, "date")],
  ];
  return (
    <div className="flex flex-col gap-4">
      <dl className="divide-y divide-grid text-sm">
        {facts.map(([label, value]) => (
          <div key={label} className="flex min-h-10 items-center justify-between gap-4 py-2">
            <dt className="text-muted-foreground">{label}</dt>
            <dd className="min-w-0 break-words text-right">{value}</dd>
          </div>
        ))}
      </dl>
      <Note>Only owners and admins can change this: {namesInWords(managers)}.</Note>
    </div>
  );
}
