"use client";

import { TYPE_WORDS, TYPES } from "@/components/notifications/type-words";
import { Switch } from "@/components/ui/switch";
import type { NotificationChannels, NotificationPreferences, NotificationType } from "@/lib/contracts/notifications";

const CHANNELS: readonly { channel: keyof NotificationChannels; label: string }[] = [
  { channel: "inApp", label: "Bell" },
  { channel: "email", label: "E-mail" },
  { channel: "push", label: "Push" },
];

type ChannelTableProps = Readonly<{
  types: NotificationPreferences["types"];
  onChange: (types: NotificationPreferences["types"]) => void;
}>;

/** A row for each type of news, a switch for each way of hearing of it. */
export function ChannelTable({ types, onChange }: ChannelTableProps) {
  const set = (type: NotificationType, channel: keyof NotificationChannels, isOn: boolean) =>
    onChange({ ...types, [type]: { ...types[type], [channel]: isOn } });
  return (
    <section className="rounded-xl border border-line bg-surface">
      <table className="w-full text-14">
        <caption className="sr-only">What you are told, and by which ways</caption>
        <thead>
          <tr className="border-b border-line text-12 text-text-3">
            <th scope="col" className="h-10 px-4 text-left font-medium">
              What
            </th>
            {CHANNELS.map(({ channel, label }) => (
              <th key={channel} scope="col" className="w-16 px-1 text-center font-medium sm:w-24">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {TYPES.map((type) => {
            const { label, about, icon: Icon } = TYPE_WORDS[type];
            return (
              <tr key={type}>
                <th scope="row" className="px-4 py-2.5 text-left font-normal">
                  <span className="flex items-start gap-2.5">
                    <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-text-3 max-sm:hidden" strokeWidth={1.8} />
                    <span className="min-w-0">
                      <span className="block font-medium">{label}</span>
                      <span className="block text-13 text-pretty text-text-3 max-sm:hidden">{about}</span>
                    </span>
                  </span>
                </th>
                {CHANNELS.map(({ channel, label: way }) => (
                  <td key={channel} className="px-1 text-center">
                    <span className="inline-flex">
                      <Switch
                        label={`${label}: ${way}`}
                        checked={types[type][channel]}
                        onChange={(isOn) => set(type, channel, isOn)}
                      />
                    </span>
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
