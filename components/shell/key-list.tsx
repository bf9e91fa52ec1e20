"use client";

import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { RAIL_KEYS } from "@/components/live/rail/rail-actions";
import { PLACES } from "./areas";

const keys: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ["⌘", "K"], does: "Search or jump to (Ctrl K on Windows and Linux)" },
  ...PLACES.map(({ key, label }) => ({ keys: ["G", key.toUpperCase()], does: `Go to ${label}` })),
  { keys: ["/"], does: "Search on this page" },
  { keys: ["J"], does: "Live: the next call" },
  { keys: ["K"], does: "Live: the previous call" },
  ...RAIL_KEYS.map(({ key, does }) => ({ keys: [key], does })),
  { keys: ["?"], does: "This list" },
  { keys: ["Esc"], does: "Close what is open" },
];

export function KeyList({ onClose }: Readonly<{ onClose: () => void }>) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Keys" className="w-[min(420px,calc(100vw-24px))]">
      <ul className="overflow-y-auto px-4 py-2">
        {keys.map(({ keys: combination, does }) => (
          <li
            key={does}
            className="flex items-center justify-between gap-4 border-b border-line py-2 text-13 last:border-0"
          >
            {does}
            <span className="flex shrink-0 gap-1">
              {combination.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
