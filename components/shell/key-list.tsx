"use client";

import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { RAIL_KEYS } from "@/components/live/rail/rail-actions";
import { MUTE_KEY } from "@/components/live/supervisor-audio/audio-words";
import { type Area, openTo, PLACES } from "./areas";
import { useShell } from "./shell-context";

type Key = Readonly<{ keys: readonly string[]; does: string }>;

const groupsOf = (places: readonly Area[]): readonly { title: string; keys: readonly Key[] }[] => [
  {
    title: "Live desk",
    keys: [
      { keys: ["J"], does: "Live: the next call" },
      { keys: ["K"], does: "Live: the previous call" },
      ...RAIL_KEYS.map(({ key, does }) => ({ keys: [key], does })),
      { keys: [MUTE_KEY], does: "Live call: mute your microphone, or open it" },
    ],
  },
  {
    title: "List of calls",
    keys: [
      { keys: ["J"], does: "Calls: the next one" },
      { keys: ["K"], does: "Calls: the one before" },
      { keys: ["X"], does: "Calls: pick this one" },
      { keys: ["Shift", "X"], does: "Calls: pick up to this one" },
    ],
  },
  {
    title: "Go to",
    keys: places.map(({ key, label }) => ({ keys: ["G", key.toUpperCase()], does: `Go to ${label}` })),
  },
  {
    title: "Everywhere",
    keys: [
      { keys: ["⌘", "K"], does: "Search or jump to (Ctrl K on Windows and Linux)" },
      { keys: ["/"], does: "Search on this page" },
      { keys: ["?"], does: "This list" },
      { keys: ["Esc"], does: "Close what is open" },
    ],
  },
];

export function KeyList({ onClose }: Readonly<{ onClose: () => void }>) {
  const { permissions } = useShell();
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Keys" className="w-[min(760px,calc(100vw-24px))]">
      <div className="gap-8 overflow-y-auto px-4 py-3 md:columns-2">
        {groupsOf(openTo(permissions, PLACES)).map(({ title, keys }) => (
          <section key={title} aria-label={title} className="mb-4 last:mb-0">
            <h3 className="pb-1 text-12 text-text-3">{title}</h3>
            <ul>
              {keys.map(({ keys: combination, does }) => (
                <li
                  key={does}
                  className="flex break-inside-avoid items-center justify-between gap-4 border-b border-line py-1.5 text-13 last:border-0"
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
          </section>
        ))}
      </div>
    </Dialog>
  );
}
