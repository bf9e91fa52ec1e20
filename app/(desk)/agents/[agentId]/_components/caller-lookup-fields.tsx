"use client";

import { SelectField } from "@/components/ui/select-field";
import { SwitchRow } from "@/components/ui/switch-row";
import type { SectionProps } from "./editor-props";

type Props = Pick<SectionProps, "config" | "set" | "disabled"> &
  Readonly<{ own: readonly { id: string; title: string }[] }>;

/** Whether it looks up who is calling before it answers, and what it may do with that. */
export function CallerLookupFields({ config, set, disabled, own }: Props) {
  const { callerLookup, customTools } = config;
  const change = (part: Partial<typeof callerLookup>) => set({ callerLookup: { ...callerLookup, ...part } });
  const usable = own.filter(({ id }) => customTools.includes(id));
  return (
    <div className="mt-5 space-y-3">
      <h3 className="text-13 font-medium">Who is calling</h3>
      <SwitchRow
        label="Look up who is calling"
        hint="Earlier calls and what was found out in them, notes left for the next call, open messages and coming appointments of the number, as the call begins. No caller waits for it."
        checked={callerLookup.enabled}
        disabled={disabled}
        onChange={(enabled) => change({ enabled })}
      />
      {callerLookup.enabled ? (
        <>
          <SwitchRow
            label="It may use their name"
            hint="The name given with the number before. A number can be borrowed or faked, so it may be somebody else’s."
            checked={callerLookup.mayUseName}
            disabled={disabled}
            onChange={(mayUseName) => change({ mayUseName })}
          />
          <SelectField
            label="Ask a tool too"
            value={callerLookup.toolId ?? ""}
            disabled={disabled}
            hint="One of its tools below that only looks up, with the caller’s number filled in by the server. It gets 300 ms."
            onChange={({ target: { value } }) => change({ toolId: value === "" ? null : value })}
          >
            <option value="">None</option>
            {usable.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </SelectField>
        </>
      ) : null}
    </div>
  );
}
