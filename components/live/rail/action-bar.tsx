import { Ellipsis } from "lucide-react";
import { Dialog } from "@/components/ui/dialog";
import { ActionButton } from "./action-button";
import type { RailAction } from "./rail-actions";
import { isPending, type Rail } from "./use-rail";

/** What a thumb reaches at once; the rest is in the sheet. */
const FIRST: readonly RailAction[] = ["listen", "whisper", "pause", "resume", "take_over", "give_back"];

/** Below the transcript, where there is no room beside it. */
export function ActionBar({ rail }: Readonly<{ rail: Rail }>) {
  const { items, run, dialog, setDialog } = rail;
  return (
    <div
      role="group"
      aria-label="Step in"
      className="flex shrink-0 items-stretch gap-1 border-t border-line bg-surface px-2 py-1.5 xl:hidden"
    >
      {items
        .filter(({ action }) => FIRST.includes(action))
        .map((item) => (
          <ActionButton
            key={item.action}
            shape="stack"
            item={item}
            isPending={isPending(rail, item.action)}
            onPress={() => run(item.action)}
          />
        ))}
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setDialog("more")}
        className="flex min-h-12 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 rounded-md px-1 text-12 font-medium text-text-2"
      >
        <Ellipsis aria-hidden className="size-5" />
        More
      </button>
      <Dialog
        open={dialog === "more"}
        onOpenChange={(open) => !open && setDialog(null)}
        title="Step in"
        leadsOn
        className="top-auto bottom-3 w-[min(420px,calc(100vw-24px))]"
      >
        <ul className="space-y-2 overflow-y-auto p-3">
          {items.map((item) => (
            <li key={item.action}>
              <ActionButton
                shape="row"
                item={item}
                isPending={isPending(rail, item.action)}
                onPress={() => run(item.action)}
              />
            </li>
          ))}
        </ul>
      </Dialog>
    </div>
  );
}
