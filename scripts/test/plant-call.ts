import { v7 as uuidv7 } from "uuid";
import type { CallEventBody } from "@/lib/contracts/live/events";
import { type TestOrganization, withOwner } from "./database";

export type PlantedCall = {
  startedAt?: Date;
  answeredAt?: Date | null;
  endedAt?: Date | null;
  status?: string;
  direction?: "inbound" | "outbound";
  disposition?: string | null;
  endReason?: string | null;
  from?: string;
  to?: string;
  lastLine?: string | null;
  interruptions?: number;
  events?: { seq: number; at?: Date; body: CallEventBody }[];
  /** What was said, for the search. */
  said?: string[];
  voiceToVoiceMs?: number[];
  /** Any other columns of the call. */
  columns?: Record<string, unknown>;
};

/** Stores calls as the journal would have, for tests of what reads them. Returns their ids. */
export function plantCalls(url: string, organization: TestOrganization, calls: PlantedCall[]): Promise<string[]> {
  const { organizationId, businessId, agentId, agentVersionId, phoneNumber } = organization;
  return withOwner(url, async (sql) => {
    const ids: string[] = [];
    for (const call of calls) {
      const id = uuidv7();
      const startedAt = call.startedAt ?? new Date("2026-06-10T17:00:00Z");
      const day = startedAt.toISOString().slice(0, 10);
      const row = {
        organization_id: organizationId,
        id,
        business_id: businessId,
        agent_id: agentId,
        agent_version_id: agentVersionId,
        direction: call.direction ?? "inbound",
        from_number: call.from ?? "+14155550134",
        to_number: call.to ?? phoneNumber,
        status: call.status ?? "completed",
        disposition: call.disposition ?? null,
        end_reason: call.endReason ?? null,
        call_day: day,
        started_at: startedAt,
        answered_at: call.answeredAt === undefined ? startedAt : call.answeredAt,
        ended_at: call.endedAt === undefined ? new Date(startedAt.getTime() + 60_000) : call.endedAt,
        duration_ms: 60_000,
        last_line: call.lastLine ?? null,
        interruptions: call.interruptions ?? 0,
        ...call.columns,
      };
      await insert(sql, "calls", row);
      const key = { organization_id: organizationId, call_id: id, call_day: day };
      for (const { seq, at = startedAt, body } of call.events ?? []) {
        await insert(sql, "call_events", { ...key, seq, at, type: body.type, body: JSON.stringify(body) });
      }
      for (const [index, text] of (call.said ?? []).entries()) {
        const times = { start_ms: index * 1000, end_ms: index * 1000 + 900, at: startedAt };
        const ids = { segment_id: `0.c${index}`, turn_id: `c${index}`, seq: index + 1 };
        await insert(sql, "segments", { ...key, ...ids, ...times, speaker: "caller", text });
      }
      for (const [index, voiceToVoiceMs] of (call.voiceToVoiceMs ?? []).entries()) {
        const times = { start_ms: 0, end_ms: 1, at: startedAt, voice_to_voice_ms: voiceToVoiceMs };
        const rest = { heard_fraction: 1, interrupted: false, speculation: "none", seq: index + 1 };
        await insert(sql, "turns", { ...key, turn_id: `a${index}`, ...times, ...rest });
      }
      if (row.ended_at) await sql.query("select keep_call_words($1, array[$2::uuid])", [organizationId, id]);
      ids.push(id);
    }
    return ids;
  });
}

type Queryable = { query(text: string, values: unknown[]): Promise<unknown> };

/** Inserts one row of a table, column by column. */
export async function insert(sql: Queryable, table: string, row: Record<string, unknown>): Promise<void> {
  const names = Object.keys(row);
  const places = names.map((_, index) => `$${index + 1}`);
  await sql.query(`insert into ${table} (${names.join(", ")}) values (${places.join(", ")})`, Object.values(row));
}
