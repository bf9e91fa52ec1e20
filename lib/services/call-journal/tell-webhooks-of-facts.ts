import type { PoolClient } from "pg";
import { WebhookCall, type WebhookData, type WebhookEventType } from "@/lib/contracts/webhook-events";
import { sentimentLabel } from "@/lib/domain/sentiment/sentiment-label";
import { log } from "@/lib/log/log";
import { SUMMARY_SELECT, type SummaryRow, toCallSummary } from "../calls/call-rows";
import { askBySql } from "../notifications/write-news";
import { type WebhookNews, writeWebhooks } from "../webhooks/tell-webhooks";
import type { NewEvent } from "./write-events";

/**
 * Writes down what a batch's facts are to webhooks, where anybody wants them: who wants what came with the calls' rows, so that nothing is asked
 * where nobody does. What goes wrong here is undone and logged, and keeps no fact from being stored.
 */
export async function tellWebhooksOfFacts(sql: PoolClient, fresh: readonly NewEvent[]): Promise<void> {
  const facts = fresh.flatMap((event) => {
    const said = saidBy(event);
    return said && event.call.webhooks.includes(said.type) ? [{ event, said }] : [];
  });
  if (facts.length === 0) return;
  await sql.query("savepoint tell_webhooks");
  try {
    const calls = await callsOf(
      sql,
      facts.flatMap(({ event, said }) => ("data" in said ? [] : [event])),
    );
    const news = facts.flatMap(({ event: { record, call }, said }): WebhookNews[] => {
      const { organizationId, callId, seq } = record;
      const ofCall = calls.get(callId);
      const data = "data" in said ? said.data : ofCall && { sequence: seq, call: ofCall, ...said.more };
      if (!data) return [];
      const key = `${said.type}:${call.callId}:${seq}`;
      return [
        { organizationId, callId, type: said.type, key, at: new Date(record.at), data: data as WebhookNews["data"] },
      ];
    });
    await writeWebhooks(askBySql(sql), news);
    await sql.query("release savepoint tell_webhooks");
  } catch (error) {
    await sql.query("rollback to savepoint tell_webhooks");
    log.error(
      { err: error, callIds: facts.map(({ event }) => event.record.callId) },
      "webhooks were not told of calls",
    );
  }
}

type Said =
  | { [T in WebhookEventType]: { type: T; data: WebhookData[T] } }[WebhookEventType]
  /** With the call as it looks by now. */
  | { type: "call.started"; more: object }
  | { type: "call.updated"; more: Pick<WebhookData["call.updated"], "change"> };

const changed = (change: WebhookData["call.updated"]["change"]): Said => ({ type: "call.updated", more: { change } });

/** What a fact is to webhooks; null: nothing. That a call is over is told by its row: see `writeEnded`. */
function saidBy({ record: { callId, seq, body }, call: { businessId } }: NewEvent): Said | null {
  const of = { callId, businessId, sequence: seq };
  switch (body.type) {
    case "call.started":
      return { type: "call.started", more: {} };
    case "line.connected":
      return body.resumed ? null : changed("answered");
    case "call.transferring":
      return changed("transferring");
    case "supervisor.acted":
      if (body.action === "take_over") return changed("taken_over");
      return body.action === "give_back" || body.action === "connection_lost" ? changed("given_back") : null;
    case "segment.final": {
      const { turnId, speaker, text, startMs, endMs } = body;
      if (text.trim() === "") return null;
      return { type: "interaction.added", data: { ...of, turnId, speaker, text, interrupted: false, startMs, endMs } };
    }
    case "answer.ended": {
      const { turnId, heardText: text, interrupted, startMs, endMs } = body;
      if (text.trim() === "") return null;
      return {
        type: "interaction.added",
        data: { ...of, turnId, speaker: "agent", text, interrupted, startMs, endMs },
      };
    }
    case "sentiment.scored": {
      const { turnId, compound } = body;
      return { type: "sentiment.changed", data: { ...of, turnId, compound, label: sentimentLabel(compound) } };
    }
    case "score.updated":
      if (body.overall === null) return null;
      return { type: "qa.score.updated", data: { ...of, overall: body.overall, isFinal: false } };
    default:
      return null;
  }
}

async function callsOf(sql: PoolClient, events: readonly NewEvent[]): Promise<Map<string, WebhookCall>> {
  if (events.length === 0) return new Map();
  const { rows } = await sql.query<SummaryRow>(
    `${SUMMARY_SELECT} join unnest($1::uuid[], $2::uuid[]) as w (organization_id, id)
       on w.organization_id = c.organization_id and w.id = c.id`,
    [events.map(({ record }) => record.organizationId), events.map(({ record }) => record.callId)],
  );
  return new Map(rows.map((row) => [row.id, WebhookCall.parse(toCallSummary(row))]));
}
