import { ActionButton } from "./action-button";
import type { RailAction } from "./rail-actions";
import { isPending, type Rail } from "./use-rail";

/** These have the composer. */
const WRITTEN: readonly RailAction[] = ["whisper", "say"];

/** All that is done by a press, beside the transcript. */
export function ActionGrid({ rail }: Readonly<{ rail: Rail }>) {
  return (
    <div role="group" aria-label="Step in" className="grid shrink-0 grid-cols-2 gap-2 border-b border-line p-4">
      {rail.items
        .filter(({ action }) => !WRITTEN.includes(action))
        .map((item) => (
          <ActionButton
            key={item.action}
            item={item}
            isPending={isPending(rail, item.action)}
            onPress={() => rail.run(item.action)}
          />
        ))}
    </div>
  );
}
