import { AuditFilter } from "@/lib/contracts/audit";
import { startOfDay } from "@/lib/web/day-range";

/** The filters of the audit log, as they stand in the address. */
export const FILTERS = ["actor", "action", "target", "since", "until"] as const;

export type AuditParams = Partial<Record<(typeof FILTERS)[number] | "cursor", string>>;

const NAMES = new Set<string>([...FILTERS, "cursor"]);

/** The address's texts, each once, without what is empty or none of ours. */
export function auditParams(given: Record<string, string | string[] | undefined>): AuditParams {
  const texts = Object.entries(given).map(([name, value]) => [name, (Array.isArray(value) ? value[0] : value)?.trim()]);
  return Object.fromEntries(texts.filter(([name, text]) => NAMES.has(name ?? "") && text)) as AuditParams;
}

/** The same as a filter; days are whole ones in the organization's zone. What is no valid filter is left out and named. */
export function auditFilterOf(
  { actor, action, target, since, until }: AuditParams,
  timeZone: string,
): { filter: AuditFilter; refused: string[] } {
  const raw = {
    actor,
    action: action?.toLowerCase(),
    target,
    since: since ? (startOfDay(since, timeZone) ?? "") : undefined,
    before: until ? (startOfDay(until, timeZone, 1) ?? "") : undefined,
  };
  const given = Object.entries(raw).filter(([, value]) => value !== undefined);
  const isGood = ([name, value]: [string, unknown]) => AuditFilter.safeParse({ [name]: value }).success;
  return {
    filter: Object.fromEntries(given.filter(isGood)),
    refused: given.filter((entry) => !isGood(entry)).map(([name]) => name),
  };
}

/** An address with the same filters. */
export function withAuditParams(path: string, params: AuditParams, more: Record<string, string> = {}): string {
  const next = new URLSearchParams();
  for (const name of FILTERS) if (params[name]) next.set(name, params[name]);
  for (const [name, value] of Object.entries(more)) next.set(name, value);
  return next.size > 0 ? `${path}?${next}` : path;
}
