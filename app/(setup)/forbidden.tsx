import { Lock } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";

export default function SetupForbidden() {
  return (
    <main className="flex min-h-dvh items-center">
      <StatePanel
        level={1}
        icon={<Lock className="size-5" />}
        title="Your role does not include setting up"
        action={<ButtonLink href="/home">Go to Home</ButtonLink>}
      >
        Owners, admins and managers set up a business and its agent. Ask one of them, or have them give you such a role.
      </StatePanel>
    </main>
  );
}
