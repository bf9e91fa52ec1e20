import { Download, ShieldCheck } from "lucide-react";
import type { Metadata } from "next";
import { FindingRow } from "@/components/quality/finding-row";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { listFindings } from "@/lib/services/quality/findings";
import { listBusinesses } from "@/lib/services/businesses/list-businesses";
import { fromCursor } from "@/lib/web/from-cursor";
import { requireContext } from "@/lib/web/require-context";
import { decideFindingAction } from "../../calls/[callId]/quality/actions";

export const metadata: Metadata = { title: "Quality: findings" };

type FindingsPageProps = Readonly<{ searchParams: Promise<Record<string, string | string[] | undefined>> }>;

export default async function FindingsPage({ searchParams }: FindingsPageProps) {
  const context = await requireContext("quality.read");
  const params = await searchParams;
  const all = params["state"] === "all";
  const rule = typeof params["rule"] === "string" ? { ruleKey: params["rule"] } : {};
  const cursor = typeof params["cursor"] === "string" ? params["cursor"] : undefined;
  const query = { ...(all ? {} : { state: ["open" as const] }), ...rule };
  const { findings, nextCursor } = await fromCursor(cursor, (from) =>
    listFindings(context, { ...query, cursor: from }),
  );
  const kept = new URLSearchParams({
    ...(all ? { state: "all" } : {}),
    ...(rule.ruleKey ? { rule: rule.ruleKey } : {}),
  });
  const other = new URLSearchParams({
    ...(all ? {} : { state: "all" }),
    ...(rule.ruleKey ? { rule: rule.ruleKey } : {}),
  });
  const { businesses } = await listBusinesses(context, { limit: 100 });
  const zones = new Map(businesses.map(({ id, timeZone }) => [id, timeZone]));
  const mayExport = context.permissions.has("calls.export");
  return (
    <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
      <div className="mx-auto w-full max-w-5xl p-4">
        <div className="mb-3 flex flex-wrap items-center gap-2">
          <ButtonLink size="sm" href={`/quality/findings?${other.toString()}`}>
            {all ? "Open ones only" : "Decided ones too"}
          </ButtonLink>
          {rule.ruleKey ? (
            <ButtonLink size="sm" href={`/quality/findings${all ? "?state=all" : ""}`}>
              {`Of every rule, not only “${findings[0]?.ruleName ?? rule.ruleKey}”`}
            </ButtonLink>
          ) : null}
          {mayExport ? (
            <a
              href={`/quality/findings/export?${kept.toString()}`}
              download
              className="ml-auto inline-flex h-7 items-center gap-1.5 rounded-md px-2.5 text-12 font-medium text-text-2 hover:bg-surface-2 hover:text-text"
            >
              <Download aria-hidden className="size-3.5" />
              Export as CSV
            </a>
          ) : null}
        </div>
        {findings.length === 0 ? (
          <StatePanel
            icon={<ShieldCheck className="size-5" />}
            title={all ? "No rule was broken yet" : "No open findings"}
          >
            Rules are held against every call while it goes on, and once more after it.
          </StatePanel>
        ) : (
          <ul aria-label="Findings" className="divide-y divide-line rounded-xl border border-line bg-surface">
            {findings.map((finding) => (
              <FindingRow
                key={finding.id}
                finding={finding}
                timeZone={zones.get(finding.businessId) ?? "UTC"}
                decide={context.permissions.has("quality.review") ? decideFindingAction : null}
              />
            ))}
          </ul>
        )}
        {nextCursor ? (
          <div className="mt-3">
            <ButtonLink
              size="sm"
              href={`/quality/findings?${new URLSearchParams([...kept, ["cursor", nextCursor]]).toString()}`}
            >
              Older
            </ButtonLink>
          </div>
        ) : null}
      </div>
    </div>
  );
}
