import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { TextArea } from "@/components/ui/text-area";
import type { HttpToolSpec } from "@/lib/contracts/tools";
import { Options } from "./parameter-editor";
import type { SpecFieldsProps } from "./spec-fields";
import { CONFIRM_WORDS } from "./tool-words";

/** What of the answer the agent is told. */
export function AnswerFields({ spec, set, errorOf }: SpecFieldsProps) {
  const errors = spec.result.map((_, at) => errorOf(`result.${at}.name`) ?? errorOf(`result.${at}.path`));
  return (
    <section aria-label="Answer">
      <TextArea
        label="What the agent learns of the answer"
        hint="One a line: a name, =, and where it stands, such as state = order.state. Empty: all of the answer."
        className="[&_textarea]:min-h-10 [&_textarea]:font-mono"
        rows={1}
        defaultValue={spec.result.map(({ name, path }) => `${name} = ${path}`).join("\n")}
        error={errors.find((error) => error !== null) ?? null}
        onChange={({ target: { value } }) => set({ result: resultIn(value) })}
      />
    </section>
  );
}

const resultIn = (text: string): HttpToolSpec["result"] =>
  text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [name = "", path = ""] = line.split("=");
      return { name: name.trim(), path: path.trim() };
    });

/** Who agrees, what is said meanwhile, and how often it may be used. */
export function RuleFields({ spec, set, errorOf }: SpecFieldsProps) {
  const { confirm, mode, sayWhile, timeoutMs, retries, limits } = spec;
  const limit = (name: keyof HttpToolSpec["limits"], label: string) => (
    <Field
      label={label}
      type="number"
      min={1}
      value={limits[name]}
      error={errorOf(`limits.${name}`)}
      onChange={({ target: { value } }) => set({ limits: { ...limits, [name]: Number(value) } })}
    />
  );
  return (
    <section aria-label="Rules" className="space-y-3">
      <h3 className="text-14 font-semibold">The rules</h3>
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          label="Who agrees first"
          value={confirm}
          onChange={({ target: { value } }) => set({ confirm: value as HttpToolSpec["confirm"] })}
        >
          <Options of={CONFIRM_WORDS} />
        </SelectField>
        <Field
          label="Said while it is under way"
          value={sayWhile}
          placeholder="Let me look that up."
          maxLength={200}
          autoComplete="off"
          error={errorOf("sayWhile")}
          onChange={({ target: { value } }) => set({ sayWhile: value })}
        />
        <SelectField
          label="With others"
          value={mode}
          onChange={({ target: { value } }) => set({ mode: value as HttpToolSpec["mode"] })}
        >
          <option value="side_by_side">At the same time</option>
          <option value="one_after_another">One after another</option>
        </SelectField>
        <SelectField
          label="When it goes wrong, tries again"
          value={String(retries)}
          hint="What changes something is tried again only when your system could not be reached at all."
          onChange={({ target: { value } }) => set({ retries: Number(value) })}
        >
          <option value="0">Not</option>
          <option value="1">Once</option>
          <option value="2">Twice</option>
        </SelectField>
        <Field
          label="Waits at most (seconds)"
          type="number"
          min={0.5}
          max={15}
          step={0.5}
          value={timeoutMs / 1000}
          error={errorOf("timeoutMs")}
          onChange={({ target: { value } }) => set({ timeoutMs: Math.round(Number(value) * 1000) })}
        />
      </div>
      <div className="grid gap-3 sm:grid-cols-3">
        {limit("perTurn", "At most, an answer")}
        {limit("perCall", "At most, a call")}
        {limit("perDay", "At most, in 24 hours")}
      </div>
    </section>
  );
}
