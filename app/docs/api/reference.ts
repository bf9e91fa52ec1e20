import type { openApiDocument } from "@/lib/web/openapi/document";

/** The document as the page draws it. */

export type JsonSchema = {
  $ref?: string;
  type?: string | string[];
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  additionalProperties?: boolean | JsonSchema;
};

export type Parameter = {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  description?: string;
  schema: JsonSchema;
};

type Media = { schema?: JsonSchema; example?: unknown };
type Described = {
  operationId: string;
  tags?: string[];
  summary?: string;
  description?: string;
  security?: Record<string, unknown>[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { description: string; content?: Record<string, Media> }>;
};
type Document = {
  info: { version: string; description?: string };
  tags?: { name: string; description?: string }[];
  paths?: Record<string, Record<string, Described>>;
  components?: { schemas?: Record<string, JsonSchema> };
};

export type ReferenceOperation = Omit<Described, "requestBody" | "responses"> & {
  method: string;
  path: string;
  keysMay: boolean;
  isPublic: boolean;
  body: Media | null;
  success: { status: string } & Media;
  refusals: { status: string; description: string }[];
};

export type Reference = {
  version: string;
  description: string;
  groups: { name: string; description: string; operations: ReferenceOperation[] }[];
  schemas: [name: string, schema: JsonSchema][];
};

export function referenceOf(made: ReturnType<typeof openApiDocument>): Reference {
  // What is drawn is what is served: plain JSON.
  const { info, tags = [], paths = {}, components } = JSON.parse(JSON.stringify(made)) as Document;
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, described]) => operationOf(method.toUpperCase(), path, described)),
  );
  return {
    version: info.version,
    description: info.description ?? "",
    groups: tags.map(({ name, description = "" }) => ({
      name,
      description,
      operations: operations.filter((operation) => operation.tags?.includes(name)),
    })),
    schemas: Object.entries(components?.schemas ?? {}),
  };
}

function operationOf(method: string, path: string, described: Described): ReferenceOperation {
  const { requestBody, responses, security = [], ...rest } = described;
  const all = Object.entries(responses);
  const [status = "200", success] = all.find(([code]) => code.startsWith("2")) ?? [];
  return {
    ...rest,
    method,
    path,
    keysMay: security.some((scheme) => "apiKey" in scheme),
    isPublic: security.length === 0,
    body: requestBody?.content["application/json"] ?? null,
    success: { status, ...success?.content?.["application/json"] },
    refusals: all
      .filter(([code]) => !code.startsWith("2"))
      .map(([code, { description }]) => ({ status: code, description })),
  };
}

/** `#/components/schemas/Call` → `Call`. */
export const nameOf = (ref: string): string => ref.split("/").at(-1) ?? ref;

/** A type in a few words: `text`, `list of Call`, `one of a, b`. */
export function typeWords(schema: JsonSchema): string {
  if (schema.$ref) return nameOf(schema.$ref);
  if (schema.enum) return `one of ${schema.enum.join(", ")}`;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map(typeWords).join(" or ");
  const type = Array.isArray(schema.type) ? schema.type.join(" or ") : (schema.type ?? "anything");
  if (schema.items?.enum) return `any of ${schema.items.enum.join(", ")}`;
  if (type === "array") return `list of ${schema.items ? typeWords(schema.items) : "anything"}`;
  if (type === "string") return schema.format ?? "text";
  return type;
}

/** What limits a value: `at most 100 characters`. */
export function limitWords(schema: JsonSchema): string {
  const { minLength = 0, maxLength, minimum, maximum, minItems = 0, maxItems, default: usual } = schema;
  const words = [
    minLength > 0 ? `at least ${minLength} characters` : null,
    maxLength === undefined ? null : `at most ${maxLength} characters`,
    minimum === undefined ? null : `from ${minimum}`,
    maximum === undefined ? null : `to ${maximum}`,
    minItems > 0 ? `at least ${minItems}` : null,
    maxItems === undefined ? null : `at most ${maxItems}`,
    usual === undefined ? null : `${JSON.stringify(usual)} unless said`,
  ];
  return words.filter((word) => word !== null).join(", ");
}
