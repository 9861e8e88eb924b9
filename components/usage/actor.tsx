import { Avatar, SystemAvatar } from "@/components/ui/avatar";
import { Tag } from "@/components/ui/tag";
import type { RowActor } from "@/lib/usage/types";

/** Who did it: initials and name. Somebody who left keeps the name, with a tag. */
export function Actor({ actor }: { actor: RowActor }) {
  const person = actor.kind === "member" || actor.kind === "removed";
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      {person ? <Avatar name={actor.name} size={20} /> : <SystemAvatar size={20} />}
      <span className="truncate text-foreground-2" title={actor.name}>
        {actor.name}
      </span>
      {actor.kind === "removed" ? <Tag>removed</Tag> : null}
    </span>
  );
}
