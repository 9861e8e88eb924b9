"use client";
import { Upload } from "lucide-react";
import { type DragEvent, useCallback, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Segmented, SegmentedItem } from "@/components/ui/segmented";
import { Textarea } from "@/components/ui/textarea";
import { pastedFile } from "@/lib/leads/core/paste";

type FileChoiceProps = { onFile: (file: File) => void; pasting: boolean };

/** A file by dialog or drop, or pasted usernames: each becomes one upload. */
export function FileChoice({ onFile, pasting }: FileChoiceProps) {
  const [way, setWay] = useState("file");
  const shown = pasting ? way : "file";
  return (
    <div className="grid gap-2">
      <div className="flex min-h-[30px] items-center justify-between gap-3">
        <span className="font-label">File</span>
        {pasting ? (
          <Segmented aria-label="How to add usernames" value={way} onValueChange={setWay}>
            <SegmentedItem value="file">Upload</SegmentedItem>
            <SegmentedItem value="paste">Paste</SegmentedItem>
          </Segmented>
        ) : null}
      </div>
      {shown === "file" ? <DropZone onFile={onFile} /> : <PasteBox onFile={onFile} />}
    </div>
  );
}

function DropZone({ onFile }: { onFile: (file: File) => void }) {
  const id = useId();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = useCallback(() => {
    const [file] = input.current?.files ?? [];
    if (!input.current || !file) return;
    input.current.value = "";
    onFile(file);
  }, [onFile]);
  // A file chosen before the page came to life was reported to nobody.
  useEffect(take, [take]);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  };
  return (
    <div
      className={cn(
        "relative grid justify-items-center gap-1 rounded-option border border-input border-dashed px-4 py-6 text-center transition-colors duration-1",
        "has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-ring has-[input:focus-visible]:outline-offset-2",
        over ? "bg-active" : "hover:bg-hover",
      )}
    >
      <Upload aria-hidden className="size-4 text-muted-foreground" />
      <label htmlFor={id} className="font-label">
        Choose a CSV, or drop it here
      </label>
      <span id={`${id}-note`} className="text-muted-foreground text-xs">
        CSV or plain text, up to 200 MB. One lead per row.
      </span>
      <input
        ref={input}
        id={id}
        type="file"
        aria-describedby={`${id}-note`}
        className="absolute inset-0 cursor-pointer opacity-0"
        onDragOver={() => setOver(true)}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        onChange={take}
      />
    </div>
  );
}

function PasteBox({ onFile }: { onFile: (file: File) => void }) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const read = () => {
    const content = pastedFile(text);
    if (content === "") return setProblem("Paste at least one username.");
    onFile(new File([content], "Pasted usernames", { type: "text/plain" }));
  };
  return (
    <div className="grid gap-2">
      <Field
        label="Usernames"
        error={problem}
        description="One per line, or with commas or spaces between. @names and profile links work."
      >
        <Textarea
          className="max-h-60 min-h-28 font-mono"
          spellCheck={false}
          autoCapitalize="off"
          value={text}
          onChange={(event) => {
            setProblem(null);
            setText(event.target.value);
          }}
        />
      </Field>
      <div>
        <Button onClick={read}>Read usernames</Button>
      </div>
    </div>
  );
}
