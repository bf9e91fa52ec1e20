import { SwitchRow } from "@/components/ui/switch-row";
import { TextArea } from "@/components/ui/text-area";
import type { ReadBackSpec } from "@/lib/contracts/tools";
import type { SpecFieldsProps } from "./spec-fields";

const EMPTY: ReadBackSpec = { address: "", list: "", compare: [] };

/** How what it did is read back from the system, so that nobody is told something that is not so. Only of what changes something. */
export function ReadBackFields({ spec, set, errorOf }: SpecFieldsProps) {
  const { readBack, effect } = spec;
  if (effect === "reads" && readBack === null) return null;
  const errors = readBack?.compare.flatMap((_, at) => [
    errorOf(`readBack.compare.${at}.path`),
    errorOf(`readBack.compare.${at}.with`),
  ]);
  return (
    <section aria-label="Read back" className="space-y-3">
      <SwitchRow
        label="Check afterwards that it was done"
        hint="The system is asked again, and what stands there is held against what was asked for and what the caller was told."
        checked={readBack !== null}
        onChange={(isOn) => set({ readBack: isOn ? EMPTY : null })}
      />
      {readBack === null ? null : (
        <>
          <TextArea
            rows={1}
            label="Address to read it from"
            hint="Asked with GET. Put names of details, or of what the agent learns, in braces."
            value={readBack.address}
            placeholder="https://shop.example.com/api/bookings/{id}"
            autoComplete="off"
            spellCheck={false}
            className="[&_textarea]:min-h-10 [&_textarea]:font-mono"
            error={errorOf("readBack.address")}
            onChange={({ target: { value } }) => set({ readBack: { ...readBack, address: value } })}
          />
          <TextArea
            rows={1}
            label="Where the records stand in the answer"
            hint="Such as bookings. Empty: the answer is the record. In a list, a second one that fits is a duplicate."
            value={readBack.list}
            autoComplete="off"
            className="[&_textarea]:min-h-10 [&_textarea]:font-mono"
            error={errorOf("readBack.list")}
            onChange={({ target: { value } }) => set({ readBack: { ...readBack, list: value.trim() } })}
          />
          <TextArea
            label="What has to agree"
            hint="One a line: a field of the record, =, and the detail it has to agree with, such as starts_at = start."
            className="[&_textarea]:min-h-10 [&_textarea]:font-mono"
            rows={2}
            defaultValue={readBack.compare.map(({ path, with: name }) => `${path} = ${name}`).join("\n")}
            error={errors?.find((error) => error !== null) ?? errorOf("readBack.compare")}
            onChange={({ target: { value } }) => set({ readBack: { ...readBack, compare: comparedIn(value) } })}
          />
        </>
      )}
    </section>
  );
}

const comparedIn = (text: string): ReadBackSpec["compare"] =>
  text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [path = "", name = ""] = line.split("=");
      return { path: path.trim(), with: name.trim() };
    });
