import type { ReactNode } from "react";
import { type JsonSchema, limitWords, nameOf, typeWords } from "../reference";
import { Words } from "./words";

const MOST_LEVELS = 4;

type SchemaViewProps = Readonly<{ schema: JsonSchema; level?: number }>;

/** The fields of an object, each with its type, its limits and what it means; what is inside opens below. */
export function SchemaView({ schema, level = 0 }: SchemaViewProps) {
  const object = schema.type === "array" && schema.items ? schema.items : schema;
  if (object.$ref) return <p className="py-2 text-13">{typeLink(schema)}</p>;
  const choices = object.oneOf ?? object.anyOf;
  if (choices && !object.properties) {
    return (
      <ul className="space-y-2 py-2">
        {choices.map((choice, index) => (
          <li key={index} className="rounded-md border border-line px-3">
            <SchemaView schema={choice} level={level + 1} />
          </li>
        ))}
      </ul>
    );
  }
  if (!object.properties) return <p className="py-2 text-13 text-text-2">{typeWords(schema)}</p>;
  const required = new Set(object.required);
  return (
    <ul className="divide-y divide-line">
      {Object.entries(object.properties).map(([name, inner]) => (
        <Field key={name} name={name} schema={inner} isRequired={required.has(name)} level={level} />
      ))}
    </ul>
  );
}

type FieldProps = Readonly<{ name: string; schema: JsonSchema; isRequired: boolean; level?: number; place?: string }>;

/** One field or parameter. */
export function Field({ name, schema, isRequired, level = 0, place }: FieldProps) {
  const inner = insideOf(schema);
  return (
    <li className="py-2">
      <p className="flex flex-wrap items-baseline gap-x-2.5 gap-y-0.5 text-13">
        <code className="font-mono font-medium">{name}</code>
        {isRequired ? null : <span className="text-text-3">optional</span>}
        <span className="min-w-0 break-words text-text-3">{typeLink(schema)}</span>
        {place ? <span className="text-text-3">in the {place}</span> : null}
      </p>
      {schema.description ? (
        <p className="mt-0.5 text-13 text-text-2">
          <Words text={schema.description} />
        </p>
      ) : null}
      {limitWords(schema) ? <p className="mt-0.5 text-12 text-text-3">{limitWords(schema)}</p> : null}
      {inner && level < MOST_LEVELS ? (
        <details className="mt-1">
          <summary className="w-fit rounded-sm text-12 text-accent">What is inside</summary>
          <div className="mt-1 border-l-2 border-line pl-3">
            <SchemaView schema={inner} level={level + 1} />
          </div>
        </details>
      ) : null}
    </li>
  );
}

/** The part of a field that has fields itself, unless it has a name and stands elsewhere. */
function insideOf(schema: JsonSchema): JsonSchema | null {
  const object = schema.type === "array" ? schema.items : schema;
  if (!object || object.$ref) return null;
  if (object.properties) return object;
  const choices = (object.oneOf ?? object.anyOf)?.filter(({ properties }) => properties) ?? [];
  return choices.length > 0 ? { oneOf: choices } : null;
}

function typeLink(schema: JsonSchema): ReactNode {
  const ref = schema.$ref ?? schema.items?.$ref;
  if (!ref)
    return insideOf(schema)
      ? typeWords({ type: schema.type ?? "object", items: { type: "object" } })
      : typeWords(schema);
  const name = nameOf(ref);
  return (
    <>
      {schema.$ref ? "" : "list of "}
      <a href={`#schema-${name}`} className="text-accent underline underline-offset-2">
        {name}
      </a>
    </>
  );
}
