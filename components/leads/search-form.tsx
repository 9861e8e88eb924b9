import { Search } from "lucide-react";
import { InputGroup, InputGroupAddon, InputGroupInput } from "@/components/ui/input-group";

type SearchFormProps = { action: string; value: string; label: string };

/** A search that is in the address: a plain form, so it works before any script does. */
export function SearchForm({ action, value, label }: SearchFormProps) {
  return (
    <search>
      <form action={action} className="w-64 max-sm:w-full">
        <InputGroup>
          <InputGroupAddon>
            <Search aria-hidden />
          </InputGroupAddon>
          <InputGroupInput
            key={value}
            type="search"
            name="q"
            aria-label={label}
            placeholder={label}
            maxLength={100}
            defaultValue={value}
          />
        </InputGroup>
      </form>
    </search>
  );
}
