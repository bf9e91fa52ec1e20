import type { OutcomeField, ReadBack } from "@/lib/contracts/live/outcomes";
import type { HttpToolSpec } from "@/lib/contracts/tools";
import { isSameValue, kindOfValue } from "@/lib/domain/proof/same-value";
import { type BoundRequest, type BoundValues, valueOf } from "./bind-request";
import { type Sent, valueAt } from "./read-answer";
import { fillReadBack, placeholdersOf } from "./tool-address";

type Said = Parameters<typeof valueOf>[1];

/** As long as a value that is compared may be. */
const LONGEST = 500;

/**
 * What reading back will need of a use of a tool: what was sent, and of what was answered what the agent learned of it. Null where it cannot be read back: the
 * tool has no way, or what is needed for it is not known.
 */
export function readBackValues(
  spec: HttpToolSpec,
  said: Said,
  bound: BoundValues,
  answer: unknown,
): Record<string, string> | null {
  const { readBack } = spec;
  if (!readBack || spec.effect !== "changes") return null;
  const learned = typeof answer === "object" && answer !== null ? (answer as Record<string, unknown>) : {};
  const values: Record<string, string> = {};
  const inAddress = placeholdersOf(readBack.address);
  for (const name of new Set([...inAddress, ...readBack.compare.map((each) => each.with)])) {
    const parameter = spec.parameters.find((each) => each.name === name);
    const value = textOf(parameter ? valueOf(parameter, said, bound) : learned[name]);
    if (value !== null) values[name] = value.slice(0, LONGEST);
    else if (inAddress.includes(name)) return null;
  }
  return values;
}

/** The question that reads it back; null where a value cannot be part of it. */
export function readBackRequest(spec: HttpToolSpec, values: Readonly<Record<string, string>>): BoundRequest | null {
  const url = spec.readBack && fillReadBack(spec.readBack.address, new Map(Object.entries(values)));
  if (!url) return null;
  const headers: Record<string, string> = { accept: "application/json" };
  for (const { name, value } of spec.headers) headers[name.toLowerCase()] = value;
  return { method: "GET", url, headers, body: null };
}

/** What the system says stands there. */
export function readBackAnswer(
  { readBack }: HttpToolSpec,
  values: Readonly<Record<string, string>>,
  sent: Sent,
  timeZone: string,
): ReadBack {
  if (!readBack) return { found: "unknown", problem: "it has no way to be read back" };
  if (sent.kind !== "answer") return { found: "unknown", problem: sent.problem };
  if (sent.status === 404 || sent.status === 410) return compareRecords(readBack, values, null, timeZone);
  if (sent.status < 200 || sent.status >= 300)
    return { found: "unknown", problem: `the system answered with an error (${sent.status})` };
  let body: unknown;
  try {
    body = JSON.parse(sent.text);
  } catch {
    return { found: "unknown", problem: "the answer is no JSON and cannot be read" };
  }
  return compareRecords(readBack, values, body, timeZone);
}

/** Holds the records in what a system answered against the values they have to agree with. */
export function compareRecords(
  readBack: { list: string; compare: readonly { path: string; with: string }[] },
  values: Readonly<Record<string, string>>,
  body: unknown,
  timeZone: string,
): ReadBack {
  const none: ReadBack = {
    found: "no",
    fields: readBack.compare.map(({ path, with: name }) => fieldOf(path, values[name] ?? null, null, timeZone)),
  };
  const at = readBack.list === "" ? body : valueAt(body, readBack.list.split("."));
  const records = Array.isArray(at) ? (at as unknown[]) : at == null ? [] : [at];
  const compared = records.map((record) =>
    readBack.compare.map(({ path, with: name }) =>
      fieldOf(path, values[name] ?? null, textOf(valueAt(record, path.split("."))), timeZone),
    ),
  );
  const filled = compared.filter((fields) => fields.some(({ stored }) => stored !== null));
  const fits = filled.filter((fields) =>
    fields.every(({ asked, stored }) => asked === null || (stored !== null && isSameValue(asked, stored, timeZone))),
  );
  const fields = fits[0] ?? filled[0];
  if (!fields) return none;
  const missing = fields.find(({ stored }) => stored === null);
  if (missing) return { found: "unknown", problem: `the record has no ${missing.name}` };
  return { found: "yes", copies: Math.max(1, fits.length), changedSince: false, fields };
}

const fieldOf = (name: string, asked: string | null, stored: string | null, timeZone: string): OutcomeField => ({
  name,
  kind: stored === null ? "text" : kindOfValue(name, stored, timeZone),
  asked,
  stored,
});

export function textOf(value: unknown): string | null {
  if (typeof value === "string") return value.trim() === "" ? null : value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}
