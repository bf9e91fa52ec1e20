import { SelectField } from "@/components/ui/select-field";
import { SwitchRow } from "@/components/ui/switch-row";
import { TextArea } from "@/components/ui/text-area";
import type { McpReadBack } from "@/lib/contracts/mcp-servers";

/** Another tool of the server by which something can be read back. */
export type Reader = { name: string; title: string; fields: readonly string[] };

type ReadBackFieldsProps = Readonly<{
  readBack: McpReadBack | null;
  readers: readonly Reader[];
  onChange: (readBack: McpReadBack | null) => void;
  errorOf: (field: string) => string | null;
}>;

/** How what a tool did is read back by another tool of its server, so that nobody is told something that is not so. */
export function ReadBackFields({ readBack, readers, onChange, errorOf }: ReadBackFieldsProps) {
  const set = (change: Partial<McpReadBack>) => readBack && onChange({ ...readBack, ...change });
  const reader = readers.find(({ name }) => name === readBack?.tool);
  const errorIn = (part: "input" | "compare", length: number) =>
    Array.from({ length }, (_, at) =>
      ["field", "path", "with"].map((name) => errorOf(`readBack.${part}.${at}.${name}`)),
    )
      .flat()
      .find((error) => error !== null) ?? errorOf(`readBack.${part}`);
  return (
    <section aria-label="Read back" className="space-y-3 sm:col-span-2">
      <SwitchRow
        label="Check afterwards that it was done"
        hint={
          readers.length === 0 && readBack === null
            ? "For this, first allow a tool of this server that looks up what this one does."
            : "Another tool of this server is asked, and what stands there is held against what was asked for and what the caller was told."
        }
        checked={readBack !== null}
        disabled={readers.length === 0 && readBack === null}
        onChange={(isOn) => onChange(isOn ? { tool: readers[0]?.name ?? "", input: [], list: "", compare: [] } : null)}
      />
      {readBack === null ? null : (
        <>
          <SelectField
            label="Read with"
            value={readBack.tool}
            error={errorOf("readBack.tool")}
            onChange={({ target: { value } }) => set({ tool: value })}
          >
            {reader ? null : <option value={readBack.tool}>{readBack.tool}: it can’t be used now</option>}
            {readers.map(({ name, title }) => (
              <option key={name} value={name}>
                {title} ({name})
              </option>
            ))}
          </SelectField>
          <TextArea
            rows={1}
            label="What it is asked with"
            hint={`One a line: ${reader?.fields.length ? `one of ${reader.fields.join(", ")}` : "a parameter of it"}, =, and a parameter of this tool or a part of its answer, such as number = answer.number.`}
            className="[&_textarea]:min-h-10 [&_textarea]:font-mono"
            defaultValue={readBack.input.map(({ field, with: from }) => `${field} = ${from}`).join("\n")}
            autoComplete="off"
            spellCheck={false}
            error={errorIn("input", readBack.input.length)}
            onChange={({ target: { value } }) =>
              set({ input: pairsIn(value).map(([field, from]) => ({ field, with: from })) })
            }
          />
          <TextArea
            rows={1}
            label="Where the records stand in its answer"
            hint="Such as tickets. Empty: the answer is the record. In a list, a second one that fits is a duplicate."
            className="[&_textarea]:min-h-10 [&_textarea]:font-mono"
            value={readBack.list}
            autoComplete="off"
            error={errorOf("readBack.list")}
            onChange={({ target: { value } }) => set({ list: value.trim() })}
          />
          <TextArea
            rows={2}
            label="What has to agree"
            hint="One a line: a field of the record, =, and what it has to agree with, such as subject = subject."
            className="[&_textarea]:min-h-10 [&_textarea]:font-mono"
            defaultValue={readBack.compare.map(({ path, with: from }) => `${path} = ${from}`).join("\n")}
            autoComplete="off"
            spellCheck={false}
            error={errorIn("compare", readBack.compare.length)}
            onChange={({ target: { value } }) =>
              set({ compare: pairsIn(value).map(([path, from]) => ({ path, with: from })) })
            }
          />
        </>
      )}
    </section>
  );
}

const pairsIn = (text: string): [string, string][] =>
  text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [left = "", ...right] = line.split("=");
      return [left.trim(), right.join("=").trim()];
    });
