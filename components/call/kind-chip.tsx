import { Chip } from "@/components/ui/chip";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import { kindWords } from "./call-words";

/** That a call is a test, or did not come by telephone; nothing for an ordinary one. */
export function KindChip({ call }: Readonly<{ call: Pick<CallSummary, "channel" | "kind"> }>) {
  const words = kindWords(call);
  return words === null ? null : <Chip>{words}</Chip>;
}
