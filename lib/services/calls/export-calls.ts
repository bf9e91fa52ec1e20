import { z } from "zod";
import { CallExportFormat } from "@/lib/contracts/call-export";
import { CallFilters, type CallPage, CallSort, type ListCallsQuery } from "@/lib/contracts/calls";
import { withTenant } from "@/lib/db/transaction";
import { type CallToRead, callText, clock, speakerName } from "@/lib/domain/call/call-text";
import { csvLine } from "../audit/csv";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { listCalls } from "./list-calls";
import { readCall } from "./read-call";

export type CallFile = { fileName: string; contentType: string; content: string | Buffer };

/** One call as a file. Needs `calls.export`; throws INVALID and NOT_FOUND. Audited. `drawPdf`: lib/adapters/pdf/call-pdf.ts. */
export async function exportCall(
  context: ServiceContext,
  callId: string,
  rawFormat: unknown,
  drawPdf: (read: CallToRead) => Promise<Buffer>,
): Promise<CallFile> {
  requirePermission(context, "calls.export");
  const format = parseInput(CallExportFormat, rawFormat);
  const read = await readCall(context, callId);
  await audit(context, { action: "call.exported", targetType: "call", targetId: read.call.id, details: { format } });
  const fileName = `call-${read.call.startedAt.slice(0, 10)}-${read.call.id.slice(-8)}.${format}`;
  switch (format) {
    case "txt":
      return { fileName, contentType: "text/plain; charset=utf-8", content: callText(read) };
    case "pdf":
      return { fileName, contentType: "application/pdf", content: await drawPdf(read) };
    case "csv":
      return { fileName, contentType: "text/csv; charset=utf-8", content: callCsv(read) };
    case "json":
      return { fileName, contentType: "application/json", content: `${JSON.stringify(read, null, 2)}\n` };
  }
}

const audit = (context: ServiceContext, record: Parameters<typeof recordAudit>[2]) =>
  withTenant(context.organizationId, (tx) => recordAudit(tx, context, record));

const callCsv = ({ said }: CallToRead): string =>
  [
    csvLine(["start", "start_ms", "speaker", "text", "not_heard", "at"]),
    ...said.map((line) =>
      csvLine([
        clock(line.startMs),
        String(Math.round(line.startMs)),
        speakerName(line.speaker),
        line.text,
        line.unheard,
        line.at,
      ]),
    ),
  ].join("");

const MOST_CALLS = 10_000;
export const ExportCallsInput = z.object({
  format: z.enum(["csv", "json"]).default("csv"),
  filters: CallFilters.default({}),
  sort: CallSort.default("started_at"),
  order: z.enum(["desc", "asc"]).default("desc"),
  /** These alone, of those that fit. */
  callIds: z.array(z.uuid()).min(1).max(500).optional(),
});

/** The first 10,000 calls of a list as a file. Needs `calls.export`; throws INVALID. Audited. */
export async function exportCalls(
  context: ServiceContext,
  rawInput: z.input<typeof ExportCallsInput>,
): Promise<CallFile & { calls: number }> {
  requirePermission(context, "calls.export");
  const { format, filters, sort, order, callIds } = parseInput(ExportCallsInput, rawInput);
  const query: ListCallsQuery = { ...filters, ...(callIds ? { callIds } : {}), sort, order, limit: 100 };
  const calls: CallPage["calls"] = [];
  let cursor: string | undefined;
  do {
    const page = await listCalls(context, { ...query, ...(cursor ? { cursor } : {}) });
    calls.push(...page.calls);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && calls.length < MOST_CALLS);
  const details = { format, calls: calls.length, filters: Object.keys(filters) };
  await audit(context, {
    action: "calls.exported",
    targetType: "organization",
    targetId: context.organizationId,
    details,
  });
  const content =
    format === "json"
      ? `${JSON.stringify({ calls }, null, 2)}\n`
      : [csvLine(COLUMNS.map(([name]) => name)), ...calls.map(rowOf)].join("");
  const contentType = format === "json" ? "application/json" : "text/csv; charset=utf-8";
  return { fileName: `calls.${format}`, contentType, content, calls: calls.length };
}

type Listed = CallPage["calls"][number];
const text = (value: string | number | boolean | null) => (value === null ? "" : String(value));
const COLUMNS: readonly [string, (call: Listed) => string][] = [
  ["id", ({ id }) => id],
  ["started_at", ({ startedAt }) => startedAt],
  ["status", ({ status }) => status],
  ["direction", ({ direction }) => direction],
  ["channel", ({ channel }) => channel],
  ["from", ({ from }) => from],
  ["to", ({ to }) => to],
  ["business", ({ businessName }) => businessName],
  ["agent", ({ agentName }) => agentName],
  ["duration_seconds", ({ durationMs }) => text(durationMs === null ? null : Math.round(durationMs / 1000))],
  ["disposition", ({ disposition }) => text(disposition)],
  ["outcome", ({ outcome }) => text(outcome)],
  ["resolved", ({ resolved }) => text(resolved)],
  ["qa_score", ({ qaScore }) => text(qaScore)],
  ["sentiment_mean", ({ sentimentMean }) => text(sentimentMean)],
  ["findings", ({ findings }) => text(findings)],
  ["tags", ({ tags }) => tags.join(" ")],
  ["turns", ({ turns }) => text(turns)],
  ["last_line", ({ lastLine }) => text(lastLine)],
];
const rowOf = (call: Listed) => csvLine(COLUMNS.map(([, read]) => read(call)));
