import type { HttpToolSpec, ToolParameter } from "@/lib/contracts/tools";
import { originOf, placeholdersOf, problemOfAddress, problemOfReadBack } from "./tool-address";

/** Headers that belong to the connection, to the sign-in, or to what marks a request as the same one. */
const OURS = new Set(
  "authorization connection content-encoding content-length content-type cookie expect forwarded host idempotency-key keep-alive origin proxy-authorization referer te trailer transfer-encoding upgrade via".split(
    " ",
  ),
);
const SEGMENT = /^[A-Za-z_][\w-]*$/;
const NEVER = new Set(["__proto__", "constructor", "prototype"]);

/** What does not fit together in a tool, by field; empty: it can work. */
export function problemsOfSpec(spec: HttpToolSpec): Record<string, string> {
  const problems: Record<string, string> = {};
  const add = (field: string, problem: string) => void (problems[field] ??= problem);
  const address = problemOfAddress(spec.address);
  if (address) add("address", address);
  const inPath = placeholdersOf(spec.address);
  for (const name of inPath)
    if (!spec.parameters.some((parameter) => parameter.name === name && parameter.place === "path"))
      add("address", `{${name}} is no parameter in the address; add one`);
  checkHeaders(spec, add);
  const names = new Set<string>();
  for (const [at, parameter] of spec.parameters.entries()) {
    const field = `parameters.${at}`;
    if (names.has(parameter.name)) add(`${field}.name`, "there is one of this name already");
    names.add(parameter.name);
    if (parameter.place === "path" && !inPath.includes(parameter.name))
      add(`${field}.place`, `put {${parameter.name}} into the address, where it belongs`);
    if (parameter.place === "path" && !parameter.required)
      add(`${field}.required`, "what is part of the address is always needed");
    if (parameter.place === "body" && spec.method === "GET")
      add(`${field}.place`, "a GET request has no body; use the query, or POST");
    if (parameter.source === "model" && parameter.description === "")
      add(`${field}.description`, "say what it is, so that the agent knows what to ask");
    checkValues(parameter, (name, problem) => add(`${field}.${name}`, problem));
  }
  checkTargets(spec, add);
  checkReadBack(spec, add);
  const results = spec.result.map(({ name }) => name);
  for (const [at, name] of results.entries())
    if (results.indexOf(name) < at) add(`result.${at}.name`, "there is one of this name already");
  return problems;
}

type Add = (field: string, problem: string) => void;

function checkHeaders({ headers, auth }: HttpToolSpec, add: Add): void {
  const seen = new Set<string>();
  for (const [at, { name }] of headers.entries()) {
    const lower = name.toLowerCase();
    if (OURS.has(lower)) add(`headers.${at}.name`, `${name} is set by us`);
    if (seen.has(lower)) add(`headers.${at}.name`, "there is one of this name already");
    seen.add(lower);
  }
  if (auth.kind !== "header") return;
  const lower = auth.header.toLowerCase();
  if (OURS.has(lower) && lower !== "authorization") add("auth.header", `${auth.header} is set by us`);
  if (seen.has(lower)) add("auth.header", "it is one of the headers above already");
}

function checkReadBack({ readBack, effect, address, parameters, result }: HttpToolSpec, add: Add): void {
  if (!readBack) return;
  if (effect === "reads") add("readBack.address", "there is nothing to read back of what only looks something up");
  const problem = problemOfReadBack(readBack.address);
  if (problem) add("readBack.address", problem);
  else if (originOf(readBack.address) !== originOf(address))
    add("readBack.address", "it has to lead to the same system as the tool");
  const known = new Set([...parameters, ...result].map(({ name }) => name));
  for (const name of placeholdersOf(readBack.address))
    if (!known.has(name)) add("readBack.address", `{${name}} is no detail, and not learned of the answer`);
  for (const [at, { with: name }] of readBack.compare.entries())
    if (!known.has(name)) add(`readBack.compare.${at}.with`, `${name} is no detail, and not learned of the answer`);
}

function checkValues({ type, options, source, value }: ToolParameter, add: Add): void {
  if (type === "choice" && source === "model" && new Set(options).size < 2)
    add("options", "give two or more to choose from");
  if (source !== "fixed") return;
  if (value === "") add("value", "give the value");
  else if (/number/.test(type) && !Number.isFinite(Number(value))) add("value", "this is no number");
}

function checkTargets({ parameters, auth, headers }: HttpToolSpec, add: Add): void {
  const taken = new Map<string, Set<string>>();
  const fixed = [...headers.map(({ name }) => name), ...(auth.kind === "header" ? [auth.header] : [])];
  const fixedNames = new Set(fixed.map((name) => name.toLowerCase()));
  for (const [at, { name, target, place }] of parameters.entries()) {
    if (place === "path") continue;
    const field = `parameters.${at}.target`;
    const to = place === "header" ? (target || name).toLowerCase() : target || name;
    const used = taken.get(place) ?? new Set();
    taken.set(place, used);
    const clash = [...used].some(
      (other) => other === to || (place === "body" && (other.startsWith(`${to}.`) || to.startsWith(`${other}.`))),
    );
    if (clash) add(field, "another parameter is put there already");
    used.add(to);
    if (place === "header" && !/^[a-z][a-z0-9-]*$/.test(to.replaceAll("_", "!")))
      add(field, "give the header's name, such as X-Order");
    if (place === "header" && (OURS.has(to) || fixedNames.has(to))) add(field, "this header is set already");
    const segments = to.split(".");
    if (place === "body" && !segments.every((segment) => SEGMENT.test(segment) && !NEVER.has(segment)))
      add(field, "names with dots between, such as customer.name");
  }
}
