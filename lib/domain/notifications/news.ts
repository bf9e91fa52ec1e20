import type { EscalationPriority } from "@/lib/contracts/escalations";
import type { NotificationType } from "@/lib/contracts/notifications";

/** Something people should know, in their words. */
export type News = {
  type: NotificationType;
  /** One line: what happened, where. */
  title: string;
  body: string;
  /** Where it leads, inside the product. */
  url: string | null;
  callId: string | null;
  /** Each person is told what bears one key once, whoever tells it again. */
  dedupeKey: string;
  /** True where a mail of its own goes to whom it concerns: no second one is sent. */
  isMailedOtherwise?: true;
};

type OfCall = { callId: string; businessName: string };

/** A caller needs a person. */
export const escalationNews = ({
  escalationId,
  callId,
  businessName,
  reason,
  priority,
}: OfCall & {
  escalationId: string;
  reason: string;
  priority: EscalationPriority;
}): News => ({
  type: "call_escalated",
  title: `${priority === "urgent" ? "Urgent: a" : "A"} caller of ${businessName} needs a person`,
  body: reason,
  url: `/escalations/${escalationId}`,
  callId,
  dedupeKey: `escalation:${escalationId}`,
});

/** A caller is upset; once per call. `compound`: -1 (bad) to 1. */
export const sentimentNews = ({ callId, businessName, compound }: OfCall & { compound: number }): News => ({
  type: "sentiment_alert",
  title: `A caller of ${businessName} is upset`,
  body: `What they said last scores ${compound.toFixed(2)}, on a scale from -1 to 1.`,
  url: `/live/${callId}`,
  callId,
  dedupeKey: `sentiment:${callId}`,
});

/** Somebody has to call a caller back. */
export const callbackNews = ({
  callId,
  businessName,
  seq,
  reason,
}: OfCall & { seq: number; reason: string }): News => ({
  type: "call_escalated",
  title: `A caller of ${businessName} was promised a call back`,
  body: reason,
  url: `/calls/${callId}`,
  callId,
  dedupeKey: `callback:${callId}:${seq}`,
});

/** What a caller was told to be done turned out after the call not to be so. */
export const notDoneNews = ({
  callId,
  businessName,
  toolCallId,
  what,
  isTexted,
}: OfCall & { toolCallId: string; what: string; isTexted: boolean }): News => ({
  type: "call_escalated",
  title: `A caller of ${businessName} was told that something was done, and it is not so`,
  body: `${what}. ${isTexted ? "They are being written to; put it right with them." : "Call them back and put it right with them."}`,
  url: `/calls/${callId}`,
  callId,
  dedupeKey: `outcome:${callId}:${toolCallId}`,
});

/** What a business has done after its calls came to nothing, or nobody knows. `key`: told once each. */
export const afterCallNews = ({
  callId,
  businessName,
  step,
  problem,
  key,
}: OfCall & { step: string; problem: string; key: string }): News => ({
  type: "system_update",
  title: `After a call of ${businessName}: “${step}” was not done`,
  body: problem,
  url: `/calls/${callId}#after-the-call`,
  callId,
  dedupeKey: `after-call:${key}`,
});

const VENDORS = { twilio: "Twilio", deepgram: "Deepgram", bedrock: "Amazon Bedrock", stripe: "Stripe" } as const;

/** An organization's own account was refused in a call; told again only when it was good in between. */
export const connectionNews = ({
  vendor,
  revision,
  checkedAt,
  message,
}: {
  vendor: keyof typeof VENDORS;
  revision: number;
  checkedAt: Date | null;
  message: string;
}): News => ({
  type: "system_update",
  title: `${VENDORS[vendor]} refused your account in a call`,
  body: message,
  url: "/settings/connections",
  callId: null,
  dedupeKey: `connection:${vendor}:${revision}:${checkedAt?.getTime() ?? 0}`,
});

/** A vendor took back the consent to use the business's account; told again only when it was given anew in between. */
export const integrationNews = ({
  vendor,
  title,
  revision,
}: {
  vendor: string;
  title: string;
  revision: number;
}): News => ({
  type: "system_update",
  title: `${title} has to be connected again`,
  body: "It does not let us in any more. Until then agents tell callers that they can't do what they need it for.",
  url: `/settings/integrations/${vendor}`,
  callId: null,
  dedupeKey: `integration:${vendor}:${revision}`,
});

/** A tool of an MCP server is not what was allowed any more and is switched off; told once for each thing that it has become. */
export const toolSwitchedOffNews = (of: {
  serverId: string;
  serverName: string;
  toolId: string;
  title: string;
  /** The tool as it is now; null: it is gone. */
  fingerprint: string | null;
}): News => ({
  type: "system_update",
  title: `“${of.title}” of ${of.serverName} was switched off`,
  body: `${of.fingerprint === null ? "The server does not offer it any more." : "It is not what was allowed any more: read it again, then allow it."} Until then agents tell callers that it can't be done.`,
  url: `/settings/tools/servers/${of.serverId}`,
  callId: null,
  dedupeKey: `mcp-tool:${of.toolId}:${of.fingerprint ?? "gone"}`,
});

/** An MCP server does not take our sign-in any more. */
export const signInLostNews = (of: { serverId: string; serverName: string; revision: number }): News => ({
  type: "system_update",
  title: `${of.serverName} has to be signed in to again`,
  body: "It does not let us in any more. Until then agents tell callers that they can't do what they need it for.",
  url: `/settings/tools/servers/${of.serverId}`,
  callId: null,
  dedupeKey: `mcp-server:${of.serverId}:${of.revision}`,
});

const figure = new Intl.NumberFormat("en-US");

/** 80 or 100 % of what a plan includes is used. Owners and admins get a mail of its own. */
export const usageNews = ({
  limit,
  percent,
  used,
  included,
  periodStart,
}: {
  limit: "calls" | "minutes";
  percent: number;
  used: number;
  included: number;
  periodStart: Date;
}): News => ({
  type: "system_update",
  title: percent >= 100 ? `All ${limit} of your plan are used` : `${percent} % of your plan's ${limit} are used`,
  body: `${figure.format(Math.floor(used))} of ${figure.format(included)} in this billing period.`,
  url: "/billing",
  callId: null,
  dedupeKey: `usage:${periodStart.toISOString()}:${limit}:${percent}`,
  isMailedOtherwise: true,
});

/** A call scored lower than its business allows; once per call. `score` and `below`: 0 to 1. */
export const lowScoreNews = ({
  callId,
  businessName,
  score,
  below,
}: OfCall & { score: number; below: number }): News => ({
  type: "qa_alert",
  title: `A call of ${businessName} scored ${Math.round(score * 100)} %`,
  body: `Calls below ${Math.round(below * 100)} % are to be looked at.`,
  url: `/calls/${callId}`,
  callId,
  dedupeKey: `score:${callId}`,
});

/** A rule was broken in a call; once per call and rule. */
export const complianceNews = ({
  callId,
  businessName,
  ruleKey,
  ruleName,
  remedy,
  isLive,
}: OfCall & { ruleKey: string; ruleName: string; remedy: string; isLive: boolean }): News => ({
  type: "compliance_issue",
  title: `A rule was broken in a call of ${businessName}: ${ruleName}`,
  body: remedy,
  url: `/${isLive ? "live" : "calls"}/${callId}`,
  callId,
  dedupeKey: `rule:${callId}:${ruleKey}`,
});

/** What was booked was moved or taken out by somebody in the calendar it stands in. `when`: as the business says it. */
export const entryChangedNews = (of: {
  appointmentId: string;
  businessId: string;
  serviceName: string;
  when: string;
  /** YYYY-MM-DD, there. */
  date: string;
  problem: string;
  at: Date;
}): News => ({
  type: "system_update",
  title: `${of.serviceName}, ${of.when}: ${of.problem.replace(/^It /, "it ").replace(/\.$/, "")}`,
  body: "It stands in Aybiza as it was booked, and the customer has not been told. Move or cancel it here, or put it right there.",
  url: `/appointments?business=${of.businessId}&date=${of.date}`,
  callId: null,
  dedupeKey: `appointment-entry:${of.appointmentId}:${of.at.getTime()}`,
});

/** A person was erased, and a calendar outside still says whose an appointment is. `title`: of the calendar; `when`: as the business says it. */
export const notForgottenNews = (of: {
  appointmentId: string;
  businessId: string;
  title: string;
  when: string;
  /** YYYY-MM-DD, there. */
  date: string;
  problem: string;
}): News => ({
  type: "system_update",
  title: `A caller who was erased is still named in ${of.title}`,
  body: `Their appointment of ${of.when} could not be made nobody's there: ${of.problem}. Take their name and number out of it in ${of.title} yourself.`,
  url: `/appointments?business=${of.businessId}&date=${of.date}`,
  callId: null,
  dedupeKey: `appointment-not-forgotten:${of.appointmentId}`,
});

/** The same of something that an integration entered in a call. */
export const eventNotForgottenNews = (of: { erasureId: string; title: string; problem: string }): News => ({
  type: "system_update",
  title: `A caller who was erased is still named in ${of.title}`,
  body: `Something that was entered for them in a call could not be made nobody's there: ${of.problem}. Take their name and number out of it in ${of.title} yourself.`,
  url: null,
  callId: null,
  dedupeKey: `event-not-forgotten:${of.erasureId}`,
});

/** A webhook is off, and nobody switched it off. `day`: of when, ISO 8601. */
export const webhookOffNews = ({
  webhookId,
  host,
  because,
  day,
}: {
  webhookId: string;
  host: string;
  because: "gone" | "failing";
  day: string;
}): News => ({
  type: "system_update",
  title: `The webhook to ${host} is switched off`,
  body:
    because === "gone"
      ? "It answered that it wants nothing any more (410). What happens from now on is not sent. Switch it on again once that is put right."
      : "For five days it took nothing that was sent. What waits is kept; what happens from now on is not sent. Switch it on again once it answers.",
  url: `/settings/webhooks/${webhookId}`,
  callId: null,
  dedupeKey: `webhook_off:${webhookId}:${day}`,
});
