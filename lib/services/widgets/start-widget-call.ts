import type { BrowserCall } from "@/lib/contracts/browser-line";
import type { PublicWidget } from "@/lib/contracts/widgets";
import { AgentConfig } from "@/lib/contracts/agent-config";
import { withSystemSql, withTenantSql } from "@/lib/db/transaction";
import { isOriginAllowed } from "@/lib/domain/widgets/allowed-origin";
import { startBrowserCall, type StartBrowserCallDeps } from "../browser-calls/start-browser-call";
import { systemContext } from "../context";
import { ServiceError } from "../errors";

type Row = {
  organization_id: string;
  id: string;
  agent_id: string;
  label: string;
  allowed_origins: string[];
  calls_per_hour: number;
  agent_name: string;
  business_name: string;
  config: unknown;
};

/** Who asks, as the browser and the network say it. */
export type WidgetVisitor = {
  publicKey: string;
  /** The page's Origin header; null: none was sent. */
  origin: string | null;
  requestId: string;
};

/** What a visitor's page may know of a widget. Throws NOT_FOUND (unknown or switched off) and FORBIDDEN (a page it is not meant for). */
export async function openWidget(visitor: WidgetVisitor): Promise<PublicWidget> {
  const { label, agent_name: agentName, business_name: businessName, config } = await findWidget(visitor);
  return { label, agentName, businessName, language: AgentConfig.parse(config).language };
}

/**
 * Begins a visitor's call with the widget's agent. Throws as `openWidget` does, RATE_LIMITED when the widget's calls of the last hour are used
 * up, and CONFLICT, RATE_LIMITED or UNAVAILABLE as `startBrowserCall`, in words for somebody outside.
 */
export async function startWidgetCall(visitor: WidgetVisitor, deps: StartBrowserCallDeps): Promise<BrowserCall> {
  const widget = await findWidget(visitor);
  const { organization_id: organizationId, id, calls_per_hour: most } = widget;
  const site = new URL(visitor.origin ?? "").host;
  const lately = await withTenantSql(organizationId, async (sql) => {
    const { rows } = await sql.query<{ count: number }>(
      `select count(*)::int as count from calls
       where organization_id = $1 and kind = 'widget' and request ->> 'by' = $2 and started_at > $3`,
      [organizationId, id, new Date(deps.now.getTime() - 3_600_000)],
    );
    return rows[0]?.count ?? 0;
  });
  if (lately >= most) {
    throw new ServiceError("RATE_LIMITED", "Many people are calling at the moment. Try again later.", {
      retryAfterMs: 60_000,
    });
  }
  const context = {
    ...systemContext(organizationId, "widget", ["calls.start"], visitor.requestId),
    actor: { kind: "system" as const, id, name: "Web site widget" },
  };
  try {
    return await startBrowserCall(
      context,
      { agentId: widget.agent_id, version: "published", kind: "widget", from: `Visitor of ${site}` },
      deps,
    );
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    // What a plan includes, or why calls are stopped, is no visitor's business.
    if (error.code !== "CONFLICT" && error.code !== "NOT_FOUND") throw error;
    throw new ServiceError("UNAVAILABLE", "Nobody can take your call at the moment. Try again later.", {
      cause: error,
    });
  }
}

async function findWidget({ publicKey, origin }: WidgetVisitor): Promise<Row> {
  const { rows } = await withSystemSql("a widget by its public key", (sql) =>
    sql.query<Row>(
      `select w.organization_id, w.id, w.agent_id, w.label, w.allowed_origins, w.calls_per_hour, a.name as agent_name,
         b.name as business_name, v.config
       from widgets w
       join agents a on a.organization_id = w.organization_id and a.id = w.agent_id and a.archived_at is null
       join businesses b on b.organization_id = a.organization_id and b.id = a.business_id
       join agent_versions v on v.organization_id = a.organization_id and v.agent_id = a.id and v.state = 'published'
       where w.public_key = $1 and w.active`,
      [publicKey.slice(0, 100)],
    ),
  );
  const [widget] = rows;
  if (!widget) throw new ServiceError("NOT_FOUND", "This widget does not exist, or it is switched off.");
  if (origin !== null && isOriginAllowed(origin, widget.allowed_origins)) return widget;
  throw new ServiceError(
    "FORBIDDEN",
    "This widget may not be used on this web site. Whoever runs it adds the site in Aybiza, under Settings, Web site widget.",
  );
}
