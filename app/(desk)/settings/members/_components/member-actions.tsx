"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { MembershipRole } from "@/lib/contracts/session";
import { FormNews } from "../../_components/form-news";
import { type FormAction, useFormAction } from "../../_components/use-form-action";
import { ROLE_WORDS, roleName } from "./role-words";

type Person = { userId: string; name: string; role: MembershipRole };

type MemberActionsProps = Readonly<{
  person: Person;
  isSelf: boolean;
  roles: readonly MembershipRole[];
  mayRemove: boolean;
  changeRole: FormAction;
  remove: FormAction;
}>;

export function MemberActions({ person, isSelf, roles, mayRemove, changeRole, remove }: MemberActionsProps) {
  const [open, setOpen] = useState<"role" | "remove" | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="flex flex-col justify-end gap-1.5 sm:flex-row">
      {roles.length > 1 ? (
        <Button size="sm" onClick={() => setOpen("role")} aria-label={`Change the role of ${person.name}`}>
          Change role
        </Button>
      ) : null}
      {mayRemove ? (
        <Button size="sm" look="danger" onClick={() => setOpen("remove")} aria-label={`Remove ${person.name}`}>
          Remove
        </Button>
      ) : null}
      <Dialog open={open === "role"} onOpenChange={close} title={`Role of ${person.name}`}>
        <RoleForm person={person} isSelf={isSelf} roles={roles} action={changeRole} onDone={close} />
      </Dialog>
      <Dialog open={open === "remove"} onOpenChange={close} title={`Remove ${person.name}`}>
        <RemoveForm person={person} isSelf={isSelf} action={remove} onDone={close} />
      </Dialog>
    </div>
  );
}

type FormProps = Readonly<{ person: Person; isSelf: boolean; action: FormAction; onDone: () => void }>;

function RoleForm({ person, isSelf, roles, action, onDone }: FormProps & { roles: readonly MembershipRole[] }) {
  const { state, isPending, onSubmit } = useFormAction(action, onDone);
  return (
    <form onSubmit={onSubmit} className="flex min-h-0 flex-col">
      <input type="hidden" name="userId" value={person.userId} />
      <fieldset className="min-h-0 space-y-0.5 overflow-y-auto p-2">
        <legend className="sr-only">Role</legend>
        {roles.map((role) => (
          <label
            key={role}
            className="flex cursor-pointer items-start gap-3 rounded-md px-2.5 py-2 hover:bg-surface-2 has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="role"
              value={role}
              defaultChecked={role === person.role}
              className="mt-1 accent-accent"
            />
            <span>
              <span className="block text-14 font-medium">{roleName(role)}</span>
              <span className="block text-13 text-text-2">{ROLE_WORDS[role]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="flex flex-wrap items-center justify-end gap-3 border-t border-line px-4 py-3">
        <div className="min-w-0 flex-1">
          <FormNews state={state} isPending={isPending} />
          <p className="text-13 text-pretty text-text-2">
            {isSelf ? "You cannot raise your own role again. " : ""}
            API keys made by {isSelf ? "you" : "them"} that can do more than the new role stop working.
          </p>
        </div>
        <Button type="submit" look="primary" disabled={isPending}>
          {isPending ? "Changing" : "Change role"}
        </Button>
      </div>
    </form>
  );
}

function RemoveForm({ person, isSelf, action, onDone }: FormProps) {
  const { state, isPending, onSubmit } = useFormAction(action, onDone);
  return (
    <form onSubmit={onSubmit}>
      <input type="hidden" name="userId" value={person.userId} />
      <div className="space-y-2 px-4 py-4 text-14 text-pretty text-text-2">
        <p>
          {isSelf ? "You lose" : `${person.name} loses`} access at once, on every device; a live page that is open now
          goes quiet within 5 minutes. API keys that {isSelf ? "you" : "they"} made stop working, and open invitations
          that {isSelf ? "you" : "they"} sent are taken back.
        </p>
        <p>What they did stays in the audit log. To come back, they must be invited again.</p>
      </div>
      <div className="flex flex-wrap items-center justify-end gap-3 border-t border-line px-4 py-3">
        <div className="min-w-0 flex-1">
          <FormNews state={state} isPending={isPending} />
        </div>
        <Button type="submit" look="danger" disabled={isPending}>
          {isPending ? "Removing" : isSelf ? "Leave the organization" : "Remove"}
        </Button>
      </div>
    </form>
  );
}
