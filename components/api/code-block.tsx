import { CopyButton } from "@/components/ui/copy-button";
import { ScrollArea } from "@/components/ui/scroll-area";

type CodeBlockProps = { label: string; code: string };

/** A few lines to read or to copy. */
export function CodeBlock({ label, code }: CodeBlockProps) {
  return (
    <figure className="min-w-0 rounded bg-sunken shadow-[inset_0_0_0_1px_var(--border)]">
      <figcaption className="flex h-9 items-center justify-between border-grid border-b pr-1 pl-3 text-muted-foreground text-xs">
        {label}
        <CopyButton value={code} label={`Copy: ${label}`} />
      </figcaption>
      <ScrollArea label={label} className="max-h-[500px] rounded-b px-3 py-2.5">
        <pre className="font-mono text-xs leading-5">
          <code>{code}</code>
        </pre>
      </ScrollArea>
    </figure>
  );
}
