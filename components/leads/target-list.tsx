"use client";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { formatCount } from "@/lib/credits/core/format";

import type { ListSummary } from "@/lib/leads/types";

/** The list that the leads go to: an existing one, or a new one by name. */
export type Target = { id: string } | { name: string };

type TargetListProps = {
  lists: readonly ListSummary[];
  value: Target;
  onChange: (target: Target) => void;
  /** The name of a new list, unless another is given. */
  suggestion: string;
  error: string | null;
  disabled?: boolean;
};

const NEW = "new";

export function TargetList({
  lists,
  value,
  onChange,
  suggestion,
  error,
  disabled,
}: TargetListProps) {
  const chosen = "id" in value ? value.id : NEW;
  return (
    <div className="grid gap-2">
      <Field label="Add to">
        <NativeSelect
          value={chosen}
          disabled={disabled}
          onChange={({ target }) =>
            onChange(target.value === NEW ? { name: suggestion } : { id: target.value })
          }
        >
          <option value={NEW}>New list</option>
          {lists.map((list) => (
            <option key={list.id} value={list.id}>
              {list.name}, {formatCount(list.leads)} {list.leads === 1 ? "lead" : "leads"}
            </option>
          ))}
        </NativeSelect>
      </Field>
      {"name" in value ? (
        <Field label="Name of the new list" error={error}>
          <Input
            value={value.name}
            maxLength={100}
            placeholder="Named after the file"
            disabled={disabled}
            onChange={({ target }) => onChange({ name: target.value })}
          />
        </Field>
      ) : null}
    </div>
  );
}
