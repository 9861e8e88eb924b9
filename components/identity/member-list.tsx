"use client";
import { useState } from "react";
import { sentence } from "@/components/identity/refusals";
import { RemoveMember } from "@/components/identity/remove-member";
import { ROLE_TEXTS } from "@/components/identity/roles";
import { announce } from "@/components/ui/announcer";
import { answerOf } from "@/components/ui/answer-of";
import { Avatar } from "@/components/ui/avatar";
import { FieldError } from "@/components/ui/field";
import { ItemGroup } from "@/components/ui/item";
import { NativeSelect } from "@/components/ui/native-select";
import { Tag } from "@/components/ui/tag";
import { changeRoleAction } from "@/lib/identity/actions/workspace";
import { decideRemoval, decideRole } from "@/lib/identity/core/membership";
import { ROLES, type Role } from "@/lib/identity/core/permissions";

type Person = {
  userId: string;
  name: string;
  email: string;
  role: Role;
  /** How many API keys in use they made; 0 if the viewer may not see keys. */
  keys: number;
  /** How many open invitations they sent; 0 if the viewer may not see those. */
  invitations: number;
};

type MemberListProps = {
  slug: string;
  workspaceName: string;
  me: { userId: string; role: Role };
  members: Person[];
};

/** Everybody in the workspace. The same rules as on the server decide what can be changed. */
export function MemberList({ members, ...shared }: MemberListProps) {
  return (
    <ItemGroup className="-mt-3">
      {members.map((person) => (
        <MemberRow key={person.userId} person={person} members={members} {...shared} />
      ))}
    </ItemGroup>
  );
}

type MemberRowProps = MemberListProps & { person: Person };

function MemberRow({ person, members, me, slug, workspaceName }: MemberRowProps) {
  const itsMe = person.userId === me.userId;
  const choices = ROLES.filter(
    (role) => role === person.role || decideRole(members, me.userId, person.userId, role).ok,
  );
  const removal = decideRemoval(members, me.userId, person.userId);
  const mayRemove = removal.ok || (itsMe && removal.reason === "last_owner");
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-2 py-2 text-sm">
      <Avatar name={person.name} size={28} />
      <div className="min-w-0 flex-1 basis-44">
        <p className="flex items-center gap-2">
          <span className="truncate font-label" title={person.name}>
            {person.name}
          </span>
          {itsMe ? <Tag>You</Tag> : null}
        </p>
        <p className="truncate text-muted-foreground" title={person.email}>
          {person.email}
        </p>
      </div>
      <div className="flex items-center gap-2 max-md:w-full max-md:justify-between">
        {choices.length > 1 ? (
          <RoleSelect slug={slug} person={person} choices={choices} />
        ) : (
          <span className="w-[132px] px-2.5 text-foreground-2 max-md:px-0">
            {ROLE_TEXTS[person.role].label}
          </span>
        )}
        <span className="flex w-[84px] justify-end">
          {mayRemove ? (
            <RemoveMember
              slug={slug}
              workspaceName={workspaceName}
              person={person}
              itsMe={itsMe}
              blocked={removal.ok ? null : sentence(removal)}
            />
          ) : null}
        </span>
      </div>
    </li>
  );
}

type RoleSelectProps = { slug: string; person: Person; choices: Role[] };

function RoleSelect({ slug, person, choices }: RoleSelectProps) {
  const [chosen, setChosen] = useState<Role | null>(null);
  const [failure, setFailure] = useState<string>();
  const change = async (role: Role) => {
    setChosen(role);
    setFailure(undefined);
    const answer = await answerOf(
      changeRoleAction({ workspace: slug, userId: person.userId, role }),
    );
    if (answer.ok) announce(`${person.name} has the role ${ROLE_TEXTS[role].label} now.`);
    else setFailure(sentence(answer));
    setChosen(null);
  };
  return (
    <div className="w-[132px]">
      <NativeSelect
        aria-label={`Role of ${person.name}`}
        value={chosen ?? person.role}
        disabled={chosen !== null}
        aria-describedby={failure ? `role-${person.userId}` : undefined}
        onChange={(event) => change(event.target.value as Role)}
      >
        {choices.map((role) => (
          <option key={role} value={role}>
            {ROLE_TEXTS[role].label}
          </option>
        ))}
      </NativeSelect>
      <FieldError id={`role-${person.userId}`}>{failure}</FieldError>
    </div>
  );
}
