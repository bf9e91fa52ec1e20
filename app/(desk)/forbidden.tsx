import { Lock } from "lucide-react";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";

export default function Forbidden() {
  return (
    <>
      <TopBar title="No permission" />
      <div className="flex flex-1 items-center overflow-y-auto">
        <StatePanel
          icon={<Lock className="size-5" />}
          title="Your role does not include this page"
          action={<ButtonLink href="/home">Go to Home</ButtonLink>}
        >
          An owner or admin of your organization can give you a role that does.
        </StatePanel>
      </div>
    </>
  );
}
