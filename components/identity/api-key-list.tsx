import { RevokeApiKey } from "@/components/identity/revoke-api-key";
import { SCOPE_TEXTS } from "@/components/identity/scopes";
import { Empty } from "@/components/ui/empty";
import {
  Item,
  ItemActions,
  ItemContent,
  ItemDescription,
  ItemGroup,
  ItemTitle,
} from "@/components/ui/item";
import { RelativeTime } from "@/components/ui/relative-time";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { type ApiKeyState, SECRET_PREFIX } from "@/lib/identity/core/api-key";
import type { ApiKeyRow } from "@/lib/identity/types";

type ApiKeyListProps = { slug: string; timeZone: string; keys: readonly ApiKeyRow[] };

/** The workspace's keys: which are in use, who made them, and a way to revoke each. */
export function ApiKeyList({ slug, timeZone, keys }: ApiKeyListProps) {
  if (keys.length === 0) {
    return <Empty title="No keys yet">A program needs one to read or spend.</Empty>;
  }
  return (
    <ItemGroup className="-mt-3">
      {keys.map((key) => (
        <Item key={key.id} className="flex-wrap items-start py-3">
          <ItemContent className="basis-64">
            <ItemTitle className="flex flex-wrap items-center gap-x-2 gap-y-1 whitespace-normal">
              <span className="min-w-0 break-words">{key.name}</span>
              <code className="font-mono font-normal text-muted-foreground text-xs">
                {SECRET_PREFIX}…{key.ending}
              </code>
              <StateTag state={key.state} />
            </ItemTitle>
            <ItemDescription>
              {key.scopes.map((scope) => SCOPE_TEXTS[scope].label).join(", ")}
            </ItemDescription>
            <ItemDescription className="text-xs">
              Made by {key.createdBy}, <Time at={key.createdAt} timeZone={timeZone} format="date" />
              . <Use at={key.lastUsedAt} /> <End apiKey={key} timeZone={timeZone} />
            </ItemDescription>
          </ItemContent>
          {key.state === "revoked" ? null : (
            <ItemActions>
              <RevokeApiKey slug={slug} apiKeyId={key.id} name={key.name} />
            </ItemActions>
          )}
        </Item>
      ))}
    </ItemGroup>
  );
}

function StateTag({ state }: { state: ApiKeyState }) {
  if (state === "active") return null;
  return state === "revoked" ? <Tag>Revoked</Tag> : <Tag tone="warning">Run out</Tag>;
}

function Use({ at }: { at: Date | null }) {
  if (!at) return "Never used.";
  return (
    <>
      Last used <RelativeTime at={at} />.
    </>
  );
}

function End({ apiKey, timeZone }: { apiKey: ApiKeyRow; timeZone: string }) {
  const { revokedAt, expiresAt, state } = apiKey;
  if (revokedAt) {
    return (
      <>
        Revoked <Time at={revokedAt} timeZone={timeZone} />.
      </>
    );
  }
  if (!expiresAt) return "Valid until it is revoked.";
  return (
    <>
      {state === "expired" ? "Ran out " : "Valid until "}
      <Time at={expiresAt} timeZone={timeZone} format="date" />.
    </>
  );
}
