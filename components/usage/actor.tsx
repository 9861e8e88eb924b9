import { Avatar, SystemAvatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { Tag } from "@/components/ui/tag";
import type { RowActor } from "@/lib/usage/types";

/**
 * Who did it: initials and name. Somebody who left keeps the name, with a tag. Programs have longer names than people,
 * which continue in a second line.
 */
export function Actor({ actor }: { actor: RowActor }) {
  const person = actor.kind === "member" || actor.kind === "removed";
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      {person ? <Avatar name={actor.name} size={20} /> : <SystemAvatar size={20} />}
      <span
        className={cn(
          "text-foreground-2",
          actor.kind === "api_key"
            ? "line-clamp-2 whitespace-normal leading-4 [overflow-wrap:anywhere]"
            : "truncate",
        )}
        title={actor.name}
      >
        {actor.name}
      </span>
      {actor.kind === "removed" ? <Tag>removed</Tag> : null}
    </span>
  );
}
