import type { BoundSource, HttpToolSpec, ShownRequest, ToolAuth, ToolParameter } from "@/lib/contracts/tools";
import { fillAddress } from "./tool-address";

/** What the server knows of the call; a source that is missing is not known. */
export type BoundValues = Partial<Record<BoundSource, string>>;

/** A request without its secret. */
export type BoundRequest = {
  method: HttpToolSpec["method"];
  url: URL;
  headers: Record<string, string>;
  body: string | null;
};

type Value = string | number | boolean;
type Json = { [key: string]: Json | Value };

export const SOURCE_WORDS: Record<BoundSource, string> = {
  caller_number: "the caller's number",
  call_id: "the call",
  business_id: "the business",
  organization_id: "the organization",
  language: "the call's language",
  time_zone: "the business's time zone",
};

/**
 * The request that a tool makes: the model's values and the server's, each in its place and nowhere else. Nothing that is said can change where it
 * goes, add a header or a field that the tool does not name. `problem`: why there is none, in words.
 */
export function bindRequest(
  spec: HttpToolSpec,
  said: Record<string, Value | undefined>,
  bound: BoundValues,
): { request: BoundRequest } | { problem: string } {
  const inPath = new Map<string, string>();
  const query: [string, string][] = [];
  const headers: Record<string, string> = { accept: "application/json" };
  for (const { name, value } of spec.headers) headers[name.toLowerCase()] = value;
  const body: Json = {};
  let hasBody = false;
  for (const parameter of spec.parameters) {
    const value = valueOf(parameter, said, bound);
    if (value === undefined) {
      if (!parameter.required) continue;
      const { source } = parameter;
      const what = source === "model" || source === "fixed" ? parameter.name : SOURCE_WORDS[source];
      return { problem: `${what} is needed and is not known` };
    }
    const target = parameter.target || parameter.name;
    if (parameter.place === "path") inPath.set(parameter.name, String(value));
    else if (parameter.place === "query") query.push([target, String(value)]);
    else if (parameter.place === "header") {
      if (!/^[\x20-\x7e]*$/.test(String(value)))
        return { problem: `${parameter.name} has a letter that cannot be sent` };
      headers[target.toLowerCase()] = String(value).trim();
    } else {
      hasBody = true;
      put(body, target.split("."), value);
    }
  }
  const url = fillAddress(spec.address, inPath);
  if (!url) return { problem: "a value cannot be part of the address" };
  for (const [name, value] of query) url.searchParams.append(name, value);
  if (hasBody) headers["content-type"] = "application/json";
  return { request: { method: spec.method, url, headers, body: hasBody ? JSON.stringify(body) : null } };
}

/** What goes for one detail; undefined: it is not known. */
export function valueOf(
  { name, type, source, value }: ToolParameter,
  said: Record<string, Value | undefined>,
  bound: BoundValues,
): Value | undefined {
  if (source === "model") return said[name];
  const text = source === "fixed" ? value : bound[source];
  if (text === undefined || text === "") return undefined;
  if (type === "yes_no") return text === "yes" || text === "true";
  if (type === "number" || type === "whole_number") return Number.isFinite(Number(text)) ? Number(text) : undefined;
  return text;
}

function put(into: Json, [first = "", ...rest]: string[], value: Value): void {
  if (rest.length === 0) {
    into[first] = value;
    return;
  }
  const inner = into[first];
  const next: Json = typeof inner === "object" ? inner : {};
  into[first] = next;
  put(next, rest, value);
}

/** The headers that sign it in. */
export function authHeaders(auth: ToolAuth, secret: string): Record<string, string> {
  switch (auth.kind) {
    case "none":
      return {};
    case "bearer":
      return { authorization: `Bearer ${secret}` };
    case "header":
      return { [auth.header.toLowerCase()]: secret };
    case "basic":
      return { authorization: `Basic ${btoa(`${auth.user}:${secret}`)}` };
  }
}

const MASK = "••••••••";
const LONGEST_SHOWN = 4000;

/** What people are shown of a request: everything but the secret. */
export function shownRequest({ method, url, headers, body }: BoundRequest, auth: ToolAuth): ShownRequest {
  const masked = auth.kind === "basic" ? { authorization: `Basic ${MASK}` } : authHeaders(auth, MASK);
  return {
    method,
    url: url.href.slice(0, LONGEST_SHOWN),
    headers: { ...headers, ...masked },
    body: body === null ? null : body.slice(0, LONGEST_SHOWN),
  };
}
