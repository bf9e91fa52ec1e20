import { UserPen } from "lucide-react";
import { Ago } from "@/components/ui/ago";
import type { AgentResource } from "@/lib/contracts/agents";
import { changeWords } from "./change-words";

type NewsStripProps = Readonly<{ news: AgentResource | null; timeZone: string }>;

/** Somebody else changed the draft while nothing of one's own was open: it was taken over, and one is told. */
export function NewsStrip({ news, timeZone }: NewsStripProps) {
  const last = news?.draft.changes.at(-1);
  return (
    <div role="status">
      {last ? (
        <p className="flex items-center gap-2 border-b border-line bg-accent-soft px-4 py-2 text-13">
          <UserPen aria-hidden className="size-4 text-ai" />
          <span>
            {changeWords(last)} <Ago at={last.at} timeZone={timeZone} className="text-text-3" />. You see it as it is
            now.
          </span>
        </p>
      ) : null}
    </div>
  );
}
