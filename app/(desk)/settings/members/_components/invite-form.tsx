"use client";

import { Send } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import type { MembershipRole } from "@/lib/contracts/session";
import { FormNews } from "../../_components/form-news";
import { type FormAction, useFormAction } from "../../_components/use-form-action";
import { ROLE_WORDS, roleName } from "./role-words";

type InviteFormProps = Readonly<{ action: FormAction; roles: readonly MembershipRole[] }>;

export function InviteForm({ action, roles }: InviteFormProps) {
  const { state, isPending, onSubmit, errorOf } = useFormAction(action, (form) => {
    const field = form.elements.namedItem("email");
    if (field instanceof HTMLInputElement) field.value = "";
  });
  const [role, setRole] = useState<MembershipRole>("manager");
  const roleId = useId();
  const hintId = useId();
  return (
    <form onSubmit={onSubmit} noValidate className="px-4 pt-1 pb-4">
      <div className="flex flex-wrap items-start gap-3">
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          required
          placeholder="colleague@example.com"
          error={errorOf("email")}
          className="min-w-56 flex-1"
        />
        <div className="w-full sm:w-44">
          <label htmlFor={roleId} className="mb-1.5 block text-13 font-medium">
            Role
          </label>
          <Select
            id={roleId}
            name="role"
            value={role}
            onChange={({ target }) => setRole(roles.find((one) => one === target.value) ?? role)}
            aria-describedby={hintId}
            className="w-full [&>select]:h-10 [&>svg]:top-3"
          >
            {roles.map((one) => (
              <option key={one} value={one}>
                {roleName(one)}
              </option>
            ))}
          </Select>
        </div>
        <Button type="submit" look="primary" size="lg" disabled={isPending} className="w-full sm:mt-[26px] sm:w-auto">
          <Send aria-hidden className="size-4" />
          {isPending ? "Inviting" : "Invite"}
        </Button>
      </div>
      <p id={hintId} className="mt-2 text-13 text-text-3">
        {roleName(role)}: {ROLE_WORDS[role].charAt(0).toLowerCase() + ROLE_WORDS[role].slice(1)}.
      </p>
      <div className="mt-1">
        <FormNews state={state} isPending={isPending} />
      </div>
    </form>
  );
}
