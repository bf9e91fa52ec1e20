"use client";

import { Menu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import { showError } from "@/components/ui/toast";
import { useShell } from "./shell-context";
import { userMenuItemClass } from "./trigger-classes";

/** The person's organizations, to switch between; nothing for those who have one. */
export function OrganizationChoice() {
  const { organizations, switchOrganization } = useShell();
  const active = organizations.find(({ isActive }) => isActive);
  if (organizations.length < 2) return null;
  const choose = (id: string) => {
    if (id === active?.id) return;
    switchOrganization(id).then(
      (refusal) => {
        // Loaded anew, so that nothing of the other organization stays in this page's memory.
        if (refusal === null) window.location.replace("/home");
        else showError(refusal);
      },
      () => showError("Switching did not reach the server. Check the connection and try again."),
    );
  };
  return (
    <Menu.RadioGroup
      aria-label="Organization"
      value={active?.id ?? ""}
      onValueChange={choose}
      className="max-h-56 overflow-y-auto border-t border-line py-1"
    >
      {organizations.map(({ id, name }) => (
        <Menu.RadioItem key={id} value={id} closeOnClick className={userMenuItemClass}>
          <span className="truncate">{name}</span>
          <Menu.RadioItemIndicator className="ml-auto">
            <Check aria-hidden className="size-3.5" />
          </Menu.RadioItemIndicator>
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}
