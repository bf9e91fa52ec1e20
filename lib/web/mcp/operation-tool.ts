import { z } from "zod";
import { ServiceError } from "@/lib/services/errors";
import type { Permission } from "@/lib/services/permissions";
import type { Operation } from "../openapi/operation";
import { OPERATIONS } from "../openapi/operations/all";

/** An operation of the REST API as an assistant's tool: the same name, words, values and permission. */
export type OperationTool = {
  name: string;
  title: string;
  description: string;
  input: z.ZodObject;
  annotations: { readOnlyHint: boolean; destructiveHint: boolean; idempotentHint: boolean; openWorldHint: boolean };
  operation: Operation;
};

/** What one call of a tool gives: the operation's placeholders and filters by name, and its body under `body`. */
export type ToolInput = Record<string, unknown>;

/** Those that take and give JSON, and that a key may do. */
const TOOLS: readonly OperationTool[] = OPERATIONS.filter(
  ({ isOpen, sessionOnly, bytes, media }) => !isOpen && !sessionOnly && !bytes && !media,
).map(toolOf);

/** The tools of whoever has these permissions; what the others need is not even told. */
export const toolsFor = (permissions: ReadonlySet<Permission>): OperationTool[] =>
  TOOLS.filter(({ operation: { scope } }) => scope === null || permissions.has(scope));

function toolOf(operation: Operation): OperationTool {
  const { id, method, summary, description, params, query, body } = operation;
  return {
    name: id,
    title: summary,
    description: [`${summary}.`, description].filter(Boolean).join(" "),
    input: z.strictObject({ ...params?.shape, ...query?.shape, ...(body ? { body } : {}) }),
    annotations: {
      readOnlyHint: method === "GET",
      destructiveHint: method === "DELETE",
      idempotentHint: method !== "POST",
      openWorldHint: false,
    },
    operation,
  };
}

/** The request that a tool's call is: its address under the host, and its body. Values that are missing are left out. */
export function requestOf({ params, query, body, path }: Operation, input: ToolInput): { path: string; body?: string } {
  const names = Object.keys(params?.shape ?? {});
  const filled = names.reduce(
    (address, name) => address.replace(`{${name}}`, segmentOf(name, textOf(input[name]))),
    path,
  );
  const search = new URLSearchParams();
  for (const name of Object.keys(query?.shape ?? {}))
    for (const value of [input[name]].flat())
      if (value !== undefined && value !== null) search.append(name, textOf(value));
  return {
    path: search.size > 0 ? `${filled}?${search}` : filled,
    ...(body && input["body"] !== undefined ? { body: JSON.stringify(input["body"]) } : {}),
  };
}

/** As one segment of an address. Throws INVALID for what an address takes for the way up, which would be another operation. */
function segmentOf(name: string, text: string): string {
  if (text === "" || text === "." || text === "..") throw new ServiceError("INVALID", `Check ${name}: it is no id.`);
  return encodeURIComponent(text);
}

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "object" ? JSON.stringify(value) : String(value);
