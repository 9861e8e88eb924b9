import { CopyButton } from "@/components/ui/copy-button";

type CodeBlockProps = { label: string; code: string };

/** A few lines to read or to copy. Scrolls by itself, by keyboard too. */
export function CodeBlock({ label, code }: CodeBlockProps) {
  return (
    <figure className="min-w-0 rounded bg-sunken shadow-[inset_0_0_0_1px_var(--border)]">
      <figcaption className="flex h-9 items-center justify-between border-grid border-b pr-1 pl-3 text-muted-foreground text-xs">
        {label}
        <CopyButton value={code} label={`Copy: ${label}`} />
      </figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        className="max-h-[420px] overflow-auto px-3 py-2.5 font-mono text-xs leading-5"
      >
        <code>{code}</code>
      </pre>
    </figure>
  );
}
