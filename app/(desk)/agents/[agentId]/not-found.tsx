import { Compass } from "lucide-react";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";

export default function AgentNotFound() {
  return (
    <>
      <TopBar title="Agents" />
      <div className="flex min-h-0 flex-1 items-center overflow-y-auto">
        <StatePanel
          icon={<Compass className="size-5" />}
          title="There is no such agent"
          action={<ButtonLink href="/agents">Agents</ButtonLink>}
        >
          It may belong to another organization, or the link was cut short.
        </StatePanel>
      </div>
    </>
  );
}
