import type { AgentConfig } from "@/lib/contracts/agent-config";
import { FIELDS, type Field } from "./describe-fields";
import type { SectionId } from "./sections";
import { wordDiff, type DiffPart } from "./word-diff";

/** One thing that differs, in words. */
export type FieldChange = { field: string; section: SectionId; label: string } & (
  | { kind: "value"; before: string; after: string }
  | { kind: "text"; before: string; after: string; parts: DiffPart[] }
  | { kind: "list"; entries: DiffPart[][] }
);

/** What differs between two configurations, in the order of the editor; nothing when they mean the same. */
export function compareConfigs(before: AgentConfig, after: AgentConfig): FieldChange[] {
  return FIELDS.flatMap((field) => {
    const change = changeOf(field, field.say(before), field.say(after));
    return change ? [change] : [];
  });
}

export const sameConfig = (a: AgentConfig, b: AgentConfig): boolean => FIELDS.every((field) => same(field, a, b));

/** The ids of the fields that differ. */
export const changedFields = (before: AgentConfig, after: AgentConfig): string[] =>
  FIELDS.filter((field) => !same(field, before, after)).map(({ id }) => id);

/** `config` with some fields as they are in `from`. */
export function takeFields(config: AgentConfig, from: AgentConfig, fields: readonly string[]): AgentConfig {
  return FIELDS.filter(({ id }) => fields.includes(id)).reduce((result, field) => field.take(result, from), config);
}

export const fieldLabel = (id: string): string => FIELDS.find((field) => field.id === id)?.label ?? id;

function same({ say }: Field, a: AgentConfig, b: AgentConfig): boolean {
  return JSON.stringify(say(a)) === JSON.stringify(say(b));
}

function changeOf(
  field: Field,
  before: string | readonly string[],
  after: string | readonly string[],
): FieldChange | null {
  const { id, section, label, kind } = field;
  if (JSON.stringify(before) === JSON.stringify(after)) return null;
  const of = { field: id, section, label };
  if (Array.isArray(before) && Array.isArray(after)) return { ...of, kind: "list", entries: listDiff(before, after) };
  const [from, to] = [String(before), String(after)];
  if (kind === "text") return { ...of, kind, before: from, after: to, parts: wordDiff(from, to) };
  return { ...of, kind: "value", before: from, after: to };
}

/** Entry by entry: an entry that was reworded stands as one with its words compared, others as added or removed. */
function listDiff(before: readonly string[], after: readonly string[]): DiffPart[][] {
  const gone = before.filter((entry) => !after.includes(entry));
  const fresh = after.filter((entry) => !before.includes(entry));
  const reworded = new Map<string, string>();
  for (const entry of fresh) {
    const from = gone.find((candidate) => ![...reworded.values()].includes(candidate) && alike(candidate, entry));
    if (from !== undefined) reworded.set(entry, from);
  }
  const rest = gone.filter((entry) => ![...reworded.values()].includes(entry));
  const changes = [
    ...rest.map((text): DiffPart[] => [{ kind: "removed", text }]),
    ...fresh.map((text): DiffPart[] => {
      const from = reworded.get(text);
      return from === undefined ? [{ kind: "added", text }] : wordDiff(from, text);
    }),
  ];
  // Only the order is another one.
  return changes.length > 0 ? changes : after.map((text): DiffPart[] => [{ kind: "same", text }]);
}

/** More than half of the words stayed. */
function alike(a: string, b: string): boolean {
  const [words, others] = [a.toLowerCase().split(/\s+/), new Set(b.toLowerCase().split(/\s+/))];
  const shared = words.filter((word) => others.has(word)).length;
  return shared * 2 > Math.max(words.length, others.size);
}
