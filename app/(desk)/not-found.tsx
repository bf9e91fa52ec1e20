import { Compass } from "lucide-react";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";

/** The same for what never was and for what belongs to another organization. */
export default function DeskNotFound() {
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <TopBar title="Not found" />
      <div className="flex flex-1 items-center overflow-y-auto">
        <StatePanel
          icon={<Compass className="size-5" />}
          title="There is nothing at this address"
          action={<ButtonLink href="/home">Home</ButtonLink>}
        >
          What stood here may have been deleted, or the link was cut short.
        </StatePanel>
      </div>
    </div>
  );
}
