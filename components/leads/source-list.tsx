"use client";
import { FileCheck2, FileSpreadsheet } from "lucide-react";
import { Option, OptionList } from "@/components/ui/radio-group";
import type { Credits } from "@/lib/credits/core/amount";
import { formatCredits } from "@/lib/credits/core/format";
import type { ImportForm } from "@/lib/leads/core/row";

type SourceListProps = {
  value: ImportForm;
  onChange: (form: ImportForm) => void;
  /** The price of one lead. */
  each: Credits;
  disabled?: boolean;
};

/** Where leads can come from, each with its rate on the row. */
export function SourceList({ value, onChange, each, disabled = false }: SourceListProps) {
  return (
    <OptionList
      aria-label="Source"
      value={value}
      disabled={disabled}
      onValueChange={(form) => onChange(form === "export" ? "export" : "usernames")}
    >
      <Option
        value="usernames"
        label={
          <span className="flex items-center gap-2.5">
            <FileSpreadsheet aria-hidden className="size-4 text-muted-foreground" />
            CSV, usernames only
          </span>
        }
        aside={<Rate>{formatCredits(each, "lead")} per lead imported</Rate>}
      />
      <Option
        value="export"
        label={
          <span className="flex items-center gap-2.5">
            <FileCheck2 aria-hidden className="size-4 text-muted-foreground" />
            CSV, export format
          </span>
        }
        aside={<Rate>Free</Rate>}
      />
    </OptionList>
  );
}

const Rate = ({ children }: { children: React.ReactNode }) => (
  <span className="text-foreground-2 text-xs">{children}</span>
);
