import { AgentConfig } from "@/lib/contracts/agent-config";
import { BusinessContact } from "@/lib/contracts/business-contact";
import { SpecialDays, WeeklyHours, type SpecialDay } from "@/lib/contracts/business-hours";
import { BusinessOverrides, type EscalationSettings, type QualitySettings } from "@/lib/contracts/business-settings";
import { CallToolSpec } from "@/lib/contracts/call-tools";
import { type ComplianceRuleInForce, ComplianceRuleText } from "@/lib/contracts/compliance";
import type { CallChannel, CallDirection, CallKind } from "@/lib/contracts/live/call-summary";

import { withTenantSql } from "@/lib/db/transaction";
import { type BusinessKind, settingsOf } from "@/lib/domain/businesses/default-settings";
import type { TextsOfBusiness } from "@/lib/domain/prompt/describe-situation";
import { OPEN_STATUSES } from "@/lib/domain/call/status";
import { askedSchemaOf } from "@/lib/domain/tools/asked-of";
import { rulesOf } from "@/lib/domain/quality/compliance/packs";
import { LEASE_MS } from "./renew-leases";
import { readStreamToken, streamTokenHash } from "./stream-token";

/** How long a browser may take from being given a call's token to being connected. */
const BROWSER_TOKEN_MS = 60_000;

/** A call as its new owner needs it. */
export type ClaimedCall = {
  organizationId: string;
  callId: string;
  /** UTC day the call started, `YYYY-MM-DD`. */
  callDay: string;
  startedAt: Date;
  /** 0 for the first owner; above it the call goes on from its stored events. */
  epoch: number;
  direction: CallDirection;
  channel: CallChannel;
  kind: CallKind;
  from: string;
  to: string;
  /** The telephone network has found that `from` is not the caller's; it has not when missing. */
  isCallerRefuted?: boolean;
  /** The carrier's id; over the browser the call's own. */
  providerCallSid: string;
  /** What answering-machine detection said so far. */
  answeredBy: string | null;
  /** What was asked for when an outbound call was started. */
  request: unknown;
  /** Tools that the organization made or connected itself, switched on and among what the agent may use; none when missing. */
  ownTools?: readonly CallTool[];
  /** `version` is null when the call tries the draft as it was when the call was asked for. */
  agent: { id: string; name: string; version: number | null; config: AgentConfig };
  business: {
    id: string;
    name: string;
    type: string;
    industry: string;
    city: string | null;
    timeZone: string;
    weeklyHours: WeeklyHours;
    specialDays: SpecialDay[];
    languages: string[];
    brandVoice: string;
    fallbackNumber: string | null;
    /** What its callers may be texted; nothing when missing. */
    texts?: TextsOfBusiness;
    /** There is something to look into, as the call begins. */
    hasKnowledge: boolean;
    /** When a person is needed, and what happens when none can be had. */
    escalation: EscalationSettings;
    /** What its calls are held against while they go on. */
    quality: { rules: readonly ComplianceRuleInForce[]; weights: QualitySettings["weights"] };
  };
};

/** A tool in the version that the call began with. */
export type CallTool = { id: string; version: number; spec: CallToolSpec };

export type ClaimOutcome =
  | { kind: "claimed"; call: ClaimedCall }
  /** Not one of ours, used already, meant for another call, or the call is over. */
  | { kind: "refused"; reason: string };

type Row = {
  call_day: string;
  started_at: Date;
  epoch: number;
  direction: CallDirection;
  channel: CallChannel;
  kind: CallKind;
  from_number: string;
  to_number: string;
  caller_refuted: boolean;
  answered_by: string | null;
  request: unknown;
  agent_id: string;
  agent_name: string;
  version: number | null;
  config: unknown;
  business_id: string;
  business_name: string;
  business_type: BusinessKind["type"];
  industry: string;
  city: string | null;
  time_zone: string;
  weekly_hours: unknown;
  special_days: unknown;
  languages: string[];
  brand_voice: string;
  fallback_number: string | null;
  has_knowledge: boolean;
  contact: unknown;
  settings: unknown;
  rules: { key: string; enabled: boolean; definition: unknown }[] | null;
  own_tools: { id: string; version: number; spec: unknown }[] | null;
};

/**
 * Makes a worker the owner of the call that a media stream's token names. The row is the fence: of several workers that try with one
 * token one wins, and from then on events of earlier owners count only if they happened before.
 * Throws when the database is away.
 */
export async function claimCall(
  input: { token: string; providerCallSid: string; workerId: string },
  options: { tokenSecret: string },
): Promise<ClaimOutcome> {
  const claims = readStreamToken(input.token, options.tokenSecret);
  if (!claims) return { kind: "refused", reason: "the token is not one of ours" };
  const { organizationId, callId, epoch } = claims;

  const row = await withTenantSql(organizationId, async (sql) => {
    const { rows } = await sql.query<Row>(
      `with taken as (
         update calls set epoch = $4, owner_worker_id = $5, lease_until = now() + $6 * interval '1 millisecond',
           stream_token_used_at = now(), updated_at = now()
         where organization_id = $1 and id = $2 and coalesce(provider_call_sid, id::text) = $3 and stream_token_hash = $7
           and (channel = 'phone' or owner_worker_id is not null or started_at > now() - $9 * interval '1 millisecond')
           and stream_token_used_at is null and status = any($8::call_status[])
           and epoch = case when owner_worker_id is null then $4 else $4 - 1 end
         returning *
       ), epoch_row as (
         insert into call_epochs (organization_id, call_id, epoch, worker_id, taken_at)
         select organization_id, id, epoch, owner_worker_id, clock_timestamp() from taken
       )
       select t.call_day, t.started_at, t.epoch, t.direction, t.channel, t.kind, t.from_number, t.to_number, t.caller_refuted,
         t.answered_by, t.request,
         t.agent_id, a.name as agent_name, v.number as version, coalesce(t.draft_config, v.config) as config,
         t.business_id, b.name as business_name, b.type as business_type, b.industry, b.city, b.time_zone, b.weekly_hours,
         b.special_days, b.languages, b.brand_voice, b.fallback_number, b.contact, b.settings,
         exists (select from knowledge_chunks k where k.organization_id = t.organization_id and k.business_id = t.business_id) as has_knowledge,
         (select jsonb_agg(jsonb_build_object('key', r.key, 'enabled', r.enabled, 'definition', r.definition) order by r.created_at)
          from compliance_rules r where r.organization_id = t.organization_id and r.business_id = t.business_id) as rules,
         (select jsonb_agg(jsonb_build_object('id', o.id, 'version', o.version, 'spec', s.spec) order by o.name)
          from tools o join tool_versions s on s.organization_id = o.organization_id and s.tool_id = o.id and s.number = o.version
          where o.organization_id = t.organization_id and o.enabled
            and (o.kind <> 'integration' or exists (select from integrations i
              where i.organization_id = o.organization_id and i.vendor = o.vendor and i.state <> 'disconnected'))
            and jsonb_exists(coalesce(t.draft_config, v.config) -> 'customTools', o.id::text)) as own_tools
       from taken t
       join agents a on a.organization_id = t.organization_id and a.id = t.agent_id
       left join agent_versions v on v.organization_id = t.organization_id and v.id = t.agent_version_id
       join businesses b on b.organization_id = t.organization_id and b.id = t.business_id`,
      [
        organizationId,
        callId,
        input.providerCallSid,
        epoch,
        input.workerId,
        LEASE_MS,
        streamTokenHash(input.token),
        OPEN_STATUSES,
        BROWSER_TOKEN_MS,
      ],
    );
    return rows[0];
  });
  if (!row) return { kind: "refused", reason: "the token was used, is another call's, or the call is over" };
  return { kind: "claimed", call: toClaimedCall(organizationId, callId, input.providerCallSid, row) };
}

function toClaimedCall(organizationId: string, callId: string, providerCallSid: string, row: Row): ClaimedCall {
  const kind = { type: row.business_type, industry: row.industry };
  const { escalation, quality } = settingsOf(kind, BusinessOverrides.safeParse(row.settings).data ?? {});
  const stored = (row.rules ?? []).map((rule) => ({
    ...rule,
    definition: ComplianceRuleText.safeParse(rule.definition).data ?? null,
  }));
  return {
    organizationId,
    callId,
    callDay: row.call_day,
    startedAt: row.started_at,
    epoch: row.epoch,
    direction: row.direction,
    channel: row.channel,
    kind: row.kind,
    from: row.from_number,
    to: row.to_number,
    isCallerRefuted: row.caller_refuted,
    providerCallSid,
    answeredBy: row.answered_by,
    request: row.request,
    ownTools: (row.own_tools ?? []).flatMap(({ id, version, spec }) => {
      const read = CallToolSpec.safeParse(spec);
      return read.success && askedSchemaOf(read.data) ? [{ id, version, spec: read.data }] : [];
    }),
    agent: {
      id: row.agent_id,
      name: row.agent_name,
      version: row.version,
      config: AgentConfig.parse(row.config),
    },
    business: {
      id: row.business_id,
      name: row.business_name,
      type: row.business_type,
      industry: row.industry,
      city: row.city,
      timeZone: row.time_zone,
      weeklyHours: WeeklyHours.parse(row.weekly_hours),
      specialDays: SpecialDays.parse(row.special_days),
      languages: row.languages,
      brandVoice: row.brand_voice,
      fallbackNumber: row.fallback_number,
      texts: textsOf(row.contact),
      hasKnowledge: row.has_knowledge,
      escalation,
      quality: {
        rules: rulesOf(kind, quality.checks, stored).filter(({ enabled }) => enabled),
        weights: quality.weights,
      },
    },
  };
}

/** What cannot be read (another release wrote it) is not sent. */
function textsOf(stored: unknown): TextsOfBusiness {
  const { address, links } = BusinessContact.safeParse(stored).data ?? { address: null, links: [] };
  return { hasAddress: address !== null, links: links.map(({ title, when }) => ({ title, when })) };
}
