import { z } from "zod";
import { type ConnectionResource, type ConnectionVendor, Finding } from "@/lib/contracts/connections";
import { findingWords, statusOf } from "@/lib/domain/connections/finding-words";
import { type ConnectionRow, modeOf } from "./connection-row";
import { offeredModes } from "./installation";

const Findings = z.array(Finding);
const Shown = z.record(z.string(), z.string());

/** A connection as the outside sees it: no secret is in it. `row` is null for an organization that has chosen nothing. */
export function toConnection(
  vendor: ConnectionVendor,
  row: Omit<ConnectionRow, "sealedCredentials"> | null,
  changedByName: string | null,
): ConnectionResource {
  const mode = modeOf(vendor, row?.mode);
  const findings = Findings.catch([]).parse(row?.findings ?? []);
  if (row?.refusedAt) {
    findings.unshift({ code: "calls.refused", facts: { vendor, detail: row.refusal ?? "nothing more." } });
  }
  const words = findings.map(findingWords);
  return {
    vendor,
    mode,
    offered: offeredModes(vendor),
    status: mode === "none" ? "unchecked" : statusOf(words, row?.checkedAt != null),
    findings: words,
    checkedAt: row?.checkedAt?.toISOString() ?? null,
    shown: mode === "own" ? Shown.catch({}).parse(row?.shown ?? {}) : {},
    revision: row?.revision ?? 0,
    changedAt: row?.changedAt.toISOString() ?? null,
    changedByName,
  };
}
