"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, type ButtonProps } from "@/components/ui/button";

type CopyButtonProps = Omit<ButtonProps, "value" | "onClick"> & {
  value: string;
  /** What is copied: "Copy run id". */
  label: string;
  /** Shows the label beside the icon. */
  labelled?: boolean;
};

/** Copies; its label is "Copied" for a second and a half. */
export function CopyButton({ value, label, labelled = false, ...props }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const text = copied ? "Copied" : label;
  return (
    <Button
      type="button"
      variant="ghost"
      size={labelled ? "sm" : "icon-sm"}
      onClick={() => void copy(value).then(setCopied)}
      {...props}
    >
      {copied ? (
        <Check aria-hidden className="size-3.5 text-positive-ink" />
      ) : (
        <Copy aria-hidden className="size-3.5" />
      )}
      <span aria-live="polite" className={labelled ? undefined : "sr-only"}>
        {text}
      </span>
    </Button>
  );
}

/** False if the browser forbids it. */
async function copy(value: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    return copySelected(value);
  }
}

/**
 * Without https, as on a server in somebody's own network, there is no clipboard to write to; the selection can still
 * be copied.
 */
function copySelected(value: string): boolean {
  const text = document.createElement("pre");
  text.append(value);
  document.body.append(text);
  getSelection()?.selectAllChildren(text);
  const done = document.execCommand("copy");
  text.remove();
  return done;
}
