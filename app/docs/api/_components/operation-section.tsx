import type { ReactNode } from "react";
import { type JsonSchema, type ReferenceOperation, typeWords } from "../reference";
import { MethodChip } from "./method-chip";
import { RunRequest } from "./run-request";
import { Field, SchemaView } from "./schema-view";
import { Words } from "./words";

/** One operation: what it does, takes and gives, and a way to try it. */
export function OperationSection({ operation }: Readonly<{ operation: ReferenceOperation }>) {
  const { operationId, method, path, summary, description, parameters = [], body, success, refusals } = operation;
  return (
    <article
      id={operationId}
      aria-labelledby={`${operationId}-title`}
      className="scroll-mt-20 border-t border-line py-7"
    >
      <h3 id={`${operationId}-title`} className="text-16 font-semibold">
        {summary}
      </h3>
      <p className="mt-1.5 flex flex-wrap items-center gap-2">
        <MethodChip method={method} />
        <code className="min-w-0 font-mono text-13 break-all">{path}</code>
      </p>
      {(description ?? "").split("\n\n").map((paragraph) => (
        <p key={paragraph} className="mt-2 max-w-[68ch] text-14 text-pretty text-text-2">
          <Words text={paragraph} />
        </p>
      ))}
      {operation.isPublic ? <p className="mt-2 text-14 text-text-2">For everybody, without a key.</p> : null}
      <div className="mt-4 grid gap-x-8 gap-y-5 lg:grid-cols-2">
        <div className="min-w-0 space-y-5">
          {parameters.length > 0 ? (
            <Part title="Parameters">
              <ul className="divide-y divide-line">
                {parameters.map(({ name, in: place, required = false, schema, description: meaning }) => (
                  <Field
                    key={name}
                    name={name}
                    schema={{ ...schema, ...(meaning ? { description: meaning } : {}) }}
                    isRequired={required}
                    {...(place === "query" ? {} : { place })}
                  />
                ))}
              </ul>
            </Part>
          ) : null}
          {body?.schema ? (
            <Part title="Body">
              <SchemaView schema={body.schema} />
            </Part>
          ) : null}
          {success.schema && !operation.isPublic ? (
            <Part title={`Answer, ${success.status}`}>
              <SchemaView schema={success.schema} />
            </Part>
          ) : null}
          <Part title="Refusals">
            <ul className="space-y-1 py-1">
              {refusals.map(({ status, description: why }) => (
                <li key={status} className="flex gap-2.5 text-13">
                  <span className="font-mono text-text-3 figures">{status}</span>
                  <span className="text-text-2">
                    <Words text={why} />
                  </span>
                </li>
              ))}
              {refusals.length === 0 ? <li className="text-13 text-text-2">None.</li> : null}
            </ul>
          </Part>
        </div>
        <div className="min-w-0 space-y-5">
          {success.example === undefined ? null : (
            <Part title="Example">
              <pre
                tabIndex={0}
                aria-label={`Example answer of ${path}`}
                className="max-h-80 overflow-auto rounded-md bg-surface-2 p-2.5 font-mono text-12 scroll-quiet"
              >
                {JSON.stringify(success.example, null, 2)}
              </pre>
            </Part>
          )}
          <details className="rounded-lg border border-line bg-surface">
            <summary className="rounded-lg px-3 py-2 text-13 font-medium">Try it</summary>
            <div className="border-t border-line p-3">
              <RunRequest
                method={method}
                path={path}
                keysMay={operation.keysMay}
                parameters={parameters.map(({ name, in: place, required = false, schema }) => ({
                  name,
                  in: place,
                  isRequired: required,
                  hint: hintOf(schema),
                }))}
                body={body ? JSON.stringify(body.example ?? {}, null, 2) : null}
              />
            </div>
          </details>
        </div>
      </div>
    </article>
  );
}

const hintOf = (schema: JsonSchema): string =>
  schema.default === undefined ? typeWords(schema) : String(JSON.stringify(schema.default));

function Part({ title, children }: Readonly<{ title: string; children: ReactNode }>) {
  return (
    <section>
      <h4 className="mb-0.5 text-12 font-semibold text-text-3">{title}</h4>
      {children}
    </section>
  );
}
