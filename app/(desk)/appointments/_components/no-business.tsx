import { Building2 } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";

export function NoBusiness() {
  return (
    <StatePanel
      icon={<Building2 className="size-5" />}
      title="No business yet"
      action={<ButtonLink href="/setup">Set one up</ButtonLink>}
    >
      Appointments are made at a business, in its hours and its time zone. Set one up first.
    </StatePanel>
  );
}
