import { Compass } from "lucide-react";
import { StatePanel } from "@/components/ui/state-panel";

/** The tabs above lead on. */
export default function KnowledgeNotFound() {
  return (
    <StatePanel icon={<Compass className="size-5" />} title="There is nothing at this address">
      It may have been removed, alone or with its source, or the link was cut short.
    </StatePanel>
  );
}
