import { Compass } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";

export default function LiveCallNotFound() {
  return (
    <div className="flex min-w-0 flex-1 items-center overflow-y-auto">
      <StatePanel
        icon={<Compass className="size-5" />}
        title="There is no such call"
        action={<ButtonLink href="/live">Calls in progress</ButtonLink>}
      >
        It may have been deleted, or the link was cut short.
      </StatePanel>
    </div>
  );
}
