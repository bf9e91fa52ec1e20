import { Field } from "@/components/ui/field";
import { TextArea } from "@/components/ui/text-area";
import type { SpecFieldsProps } from "./spec-fields";
import { nameFrom } from "./tool-words";

/** What it is called and when an agent uses it. */
export function AboutFields({ spec, set, errorOf }: SpecFieldsProps) {
  const follows = spec.name === nameFrom(spec.title);
  return (
    <section aria-label="About" className="grid gap-3 sm:grid-cols-2">
      <Field
        label="Name"
        value={spec.title}
        placeholder="Look up an order"
        maxLength={80}
        autoComplete="off"
        error={errorOf("title")}
        onChange={({ target: { value } }) => set({ title: value, ...(follows ? { name: nameFrom(value) } : {}) })}
      />
      <Field
        label="Its name for the model"
        value={spec.name}
        placeholder="look_up_order"
        maxLength={50}
        autoComplete="off"
        className="[&_input]:font-mono"
        error={errorOf("name")}
        onChange={({ target: { value } }) => set({ name: value })}
      />
      <TextArea
        className="sm:col-span-2"
        label="What it does, and when to use it"
        value={spec.description}
        placeholder="Finds an order by its number and says where it is. Use it when a caller asks about an order."
        maxLength={1000}
        error={errorOf("description")}
        onChange={({ target: { value } }) => set({ description: value })}
      />
    </section>
  );
}
