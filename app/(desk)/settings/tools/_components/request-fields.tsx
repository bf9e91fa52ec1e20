import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { SelectField } from "@/components/ui/select-field";
import { TextArea } from "@/components/ui/text-area";
import type { HttpToolSpec, ToolAuth } from "@/lib/contracts/tools";
import type { SpecFieldsProps } from "./spec-fields";

type RequestFieldsProps = SpecFieldsProps &
  Readonly<{
    secret: string;
    hasSecret: boolean;
    secretError: string | null;
    onSecret: (secret: string) => void;
  }>;

const EMPTY_AUTH: Record<ToolAuth["kind"], ToolAuth> = {
  none: { kind: "none" },
  bearer: { kind: "bearer" },
  header: { kind: "header", header: "X-Api-Key" },
  basic: { kind: "basic", user: "" },
};

/** Where it goes and how it signs in. */
export function RequestFields({ spec, set, errorOf, secret, hasSecret, secretError, onSecret }: RequestFieldsProps) {
  const { method, address, headers, auth, effect } = spec;
  return (
    <section aria-label="Request" className="space-y-3">
      <h3 className="text-14 font-semibold">The request</h3>
      <Segmented
        label="What it does there"
        value={effect}
        options={[
          { value: "reads", label: "Only looks something up" },
          { value: "changes", label: "Changes something" },
        ]}
        onChange={(value) => set({ effect: value })}
      />
      <div className="grid gap-3 sm:grid-cols-[8rem_1fr]">
        <SelectField
          label="Method"
          value={method}
          onChange={({ target: { value } }) => set({ method: value as HttpToolSpec["method"] })}
        >
          {["GET", "POST", "PUT", "PATCH", "DELETE"].map((each) => (
            <option key={each}>{each}</option>
          ))}
        </SelectField>
        <Field
          label="Address"
          value={address}
          placeholder="https://shop.example.com/api/orders/{order_number}"
          autoComplete="off"
          spellCheck={false}
          className="[&_input]:font-mono"
          error={errorOf("address")}
          onChange={({ target: { value } }) => set({ address: value })}
        />
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          label="Signs in"
          value={auth.kind}
          onChange={({ target: { value } }) => set({ auth: EMPTY_AUTH[value as ToolAuth["kind"]] })}
        >
          <option value="none">Not at all</option>
          <option value="bearer">With a token (Bearer)</option>
          <option value="header">With a key in a header</option>
          <option value="basic">With a name and a password</option>
        </SelectField>
        {auth.kind === "header" ? (
          <Field
            label="The header"
            value={auth.header}
            autoComplete="off"
            error={errorOf("auth.header")}
            onChange={({ target: { value } }) => set({ auth: { kind: "header", header: value } })}
          />
        ) : null}
        {auth.kind === "basic" ? (
          <Field
            label="User name"
            value={auth.user}
            autoComplete="off"
            error={errorOf("auth.user")}
            onChange={({ target: { value } }) => set({ auth: { kind: "basic", user: value } })}
          />
        ) : null}
        {auth.kind === "none" ? null : (
          <Field
            label={auth.kind === "basic" ? "Password" : auth.kind === "bearer" ? "Token" : "Key"}
            type="password"
            value={secret}
            autoComplete="new-password"
            placeholder={hasSecret ? "Stored. Leave empty to keep it." : ""}
            error={secretError}
            onChange={({ target: { value } }) => onSecret(value)}
          />
        )}
      </div>
      <TextArea
        label="More headers"
        hint="One a line, such as Accept-Language: en. Nothing secret: everybody who may see tools sees them."
        className="[&_textarea]:min-h-10 [&_textarea]:font-mono"
        rows={1}
        defaultValue={headers.map(({ name, value }) => `${name}: ${value}`).join("\n")}
        error={errorOf("headers.0.name") ?? errorOf("headers.0.value")}
        onChange={({ target: { value } }) => set({ headers: headersIn(value) })}
      />
    </section>
  );
}

const headersIn = (text: string): HttpToolSpec["headers"] =>
  text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [name = "", ...value] = line.split(":");
      return { name: name.trim(), value: value.join(":").trim() };
    });
