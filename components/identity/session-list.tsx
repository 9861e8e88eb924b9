"use client";
import { Monitor, Smartphone } from "lucide-react";
import { useState } from "react";
import { signedOut } from "@/components/identity/password-form";
import { sentence } from "@/components/identity/refusals";
import { Note } from "@/components/ui/alert";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { FormFailure } from "@/components/ui/form-failure";
import {
  Item,
  ItemActions,
  ItemContent,
  ItemDescription,
  ItemGroup,
  ItemMedia,
  ItemTitle,
} from "@/components/ui/item";
import { RelativeTime } from "@/components/ui/relative-time";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { revokeOtherSessionsAction, revokeSessionAction } from "@/lib/identity/actions/account";
import { browserInWords } from "@/lib/identity/core/words";

type Session = {
  id: string;
  userAgent: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  isThis: boolean;
};

/** Where a person is signed in, and a way to end each session. */
export function SessionList({ sessions, timeZone }: { sessions: Session[]; timeZone: string }) {
  const [pending, setPending] = useState<string | null>(null);
  const [failure, setFailure] = useState<string>();
  const [done, setDone] = useState<string>();

  const run = async (id: string, work: () => Promise<string | undefined>) => {
    setPending(id);
    setFailure(undefined);
    setDone(undefined);
    setFailure(await work());
    setPending(null);
  };
  const revoke = (session: Session) =>
    run(session.id, async () => {
      const answer = await answerOf(revokeSessionAction({ sessionId: session.id }));
      if (!answer.ok) return sentence(answer);
      setDone(`${browserInWords(session.userAgent)} was signed out.`);
      return undefined;
    });
  const revokeOthers = () =>
    run("others", async () => {
      const answer = await answerOf(revokeOtherSessionsAction());
      if (!answer.ok) return sentence(answer);
      setDone(signedOut(answer.signedOut));
      return undefined;
    });

  return (
    <div className="flex flex-col gap-4">
      <ItemGroup className="-mt-3">
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            timeZone={timeZone}
            pending={pending === session.id}
            onRevoke={() => revoke(session)}
          />
        ))}
      </ItemGroup>
      <FormFailure>{failure}</FormFailure>
      {done ? (
        <Note tone="positive" role="status">
          {done}
        </Note>
      ) : null}
      {sessions.length > 1 ? (
        <Button className="self-start" pending={pending === "others"} onClick={revokeOthers}>
          Sign out everywhere else
        </Button>
      ) : null}
    </div>
  );
}

type SessionRowProps = {
  session: Session;
  timeZone: string;
  pending: boolean;
  onRevoke: () => void;
};

function SessionRow({ session, timeZone, pending, onRevoke }: SessionRowProps) {
  const name = browserInWords(session.userAgent);
  const Icon = /iPhone|Android/.test(name) ? Smartphone : Monitor;
  return (
    <Item>
      <ItemMedia>
        <Icon aria-hidden />
      </ItemMedia>
      <ItemContent>
        <ItemTitle className="flex items-center gap-2">
          {name} {session.isThis ? <Tag>This browser</Tag> : null}
        </ItemTitle>
        <ItemDescription>
          Since <Time at={session.createdAt} timeZone={timeZone} />, seen{" "}
          <RelativeTime at={session.lastSeenAt} />
        </ItemDescription>
      </ItemContent>
      {session.isThis ? null : (
        <ItemActions>
          <Button
            size="sm"
            variant="ghost"
            pending={pending}
            aria-label={`Sign out ${name}`}
            onClick={onRevoke}
          >
            Sign out
          </Button>
        </ItemActions>
      )}
    </Item>
  );
}
