import type { PoolClient } from "pg";
import { categoryOf } from "@/lib/domain/quality/compliance/packs";
import type { FencedCall } from "./fence";
import type { TurnRow } from "./project-events";
import type { NewEvent } from "./write-events";

/** One array of values per column, as unnest wants them. */
const columns = <T>(rows: readonly T[], ...read: ((row: T) => unknown)[]): unknown[][] =>
  read.map((column) => rows.map(column));

export async function insertSegments(sql: PoolClient, fresh: readonly NewEvent[]): Promise<void> {
  const rows = fresh.flatMap(({ call, projection }) =>
    projection.segment ? [{ call, segment: projection.segment }] : [],
  );
  if (rows.length === 0) return;
  await sql.query(
    `insert into segments (organization_id, call_id, call_day, segment_id, seq, turn_id, speaker, text, heard_text, interrupted,
       start_ms, end_ms, confidence, source, at)
     select * from unnest($1::uuid[], $2::uuid[], $3::date[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[],
       $10::boolean[], $11::float8[], $12::float8[], $13::float8[], $14::text[], $15::timestamptz[])
     on conflict do nothing`,
    columns(
      rows,
      ({ call }) => call.organizationId,
      ({ call }) => call.callId,
      ({ call }) => call.callDay,
      ({ segment }) => segment.segmentId,
      ({ segment }) => segment.seq,
      ({ segment }) => segment.turnId,
      ({ segment }) => segment.speaker,
      ({ segment }) => segment.text,
      ({ segment }) => segment.heardText,
      ({ segment }) => segment.interrupted,
      ({ segment }) => segment.startMs,
      ({ segment }) => segment.endMs,
      ({ segment }) => segment.confidence,
      ({ segment }) => segment.source,
      ({ segment }) => segment.at,
    ),
  );
}

export async function insertTurns(
  sql: PoolClient,
  rows: readonly { call: FencedCall; turn: TurnRow }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql.query(
    `insert into turns (organization_id, call_id, call_day, turn_id, seq, at, start_ms, end_ms, heard_fraction, interrupted,
       voice_to_voice_ms, end_of_turn_delay_ms, llm_ttft_ms, tts_ttfb_ms, tool_ms, added_delay_ms, speculation,
       input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, knowledge_ms, model)
     select x.*, (
         select e.body ->> 'model' from call_events e
         where e.organization_id = x.organization_id and e.call_id = x.call_id and e.call_day = x.call_day
           and e.type = 'answer.written' and e.body ->> 'turnId' = x.turn_id and e.body ->> 'model' is not null
         order by e.seq desc limit 1)
     from unnest($1::uuid[], $2::uuid[], $3::date[], $4::text[], $5::int[], $6::timestamptz[], $7::float8[], $8::float8[], $9::float8[],
         $10::boolean[], $11::float8[], $12::float8[], $13::float8[], $14::float8[], $15::float8[], $16::float8[], $17::text[],
         $18::int[], $19::int[], $20::int[], $21::int[], $22::float8[])
       as x (organization_id, call_id, call_day, turn_id, seq, at, start_ms, end_ms, heard_fraction, interrupted, voice_to_voice_ms,
         end_of_turn_delay_ms, llm_ttft_ms, tts_ttfb_ms, tool_ms, added_delay_ms, speculation, input_tokens, output_tokens,
         cache_read_tokens, cache_write_tokens, knowledge_ms)
     on conflict (organization_id, call_id, turn_id, call_day) do update set
       seq = greatest(turns.seq, excluded.seq), start_ms = least(turns.start_ms, excluded.start_ms),
       end_ms = greatest(turns.end_ms, excluded.end_ms), heard_fraction = excluded.heard_fraction,
       interrupted = turns.interrupted or excluded.interrupted,
       voice_to_voice_ms = coalesce(turns.voice_to_voice_ms, excluded.voice_to_voice_ms),
       end_of_turn_delay_ms = coalesce(turns.end_of_turn_delay_ms, excluded.end_of_turn_delay_ms),
       llm_ttft_ms = coalesce(turns.llm_ttft_ms, excluded.llm_ttft_ms),
       tts_ttfb_ms = coalesce(turns.tts_ttfb_ms, excluded.tts_ttfb_ms),
       tool_ms = coalesce(turns.tool_ms, excluded.tool_ms),
       knowledge_ms = coalesce(turns.knowledge_ms, excluded.knowledge_ms),
       added_delay_ms = coalesce(turns.added_delay_ms, excluded.added_delay_ms),
       speculation = case when turns.speculation = 'none' then excluded.speculation else turns.speculation end,
       model = coalesce(excluded.model, turns.model),
       input_tokens = coalesce(turns.input_tokens + excluded.input_tokens, turns.input_tokens, excluded.input_tokens),
       output_tokens = coalesce(turns.output_tokens + excluded.output_tokens, turns.output_tokens, excluded.output_tokens),
       cache_read_tokens = coalesce(turns.cache_read_tokens + excluded.cache_read_tokens, turns.cache_read_tokens,
         excluded.cache_read_tokens),
       cache_write_tokens = coalesce(turns.cache_write_tokens + excluded.cache_write_tokens, turns.cache_write_tokens,
         excluded.cache_write_tokens)`,
    columns(
      rows,
      ({ call }) => call.organizationId,
      ({ call }) => call.callId,
      ({ call }) => call.callDay,
      ({ turn }) => turn.turnId,
      ({ turn }) => turn.seq,
      ({ turn }) => turn.at,
      ({ turn }) => turn.startMs,
      ({ turn }) => turn.endMs,
      ({ turn }) => turn.heardFraction,
      ({ turn }) => turn.interrupted,
      ({ turn }) => turn.metrics.voiceToVoiceMs,
      ({ turn }) => turn.metrics.endOfTurnDelayMs,
      ({ turn }) => turn.metrics.llmTtftMs,
      ({ turn }) => turn.metrics.ttsTtfbMs,
      ({ turn }) => turn.metrics.toolMs,
      ({ turn }) => turn.metrics.addedDelayMs,
      ({ turn }) => turn.metrics.speculation,
      ({ turn }) => turn.usage?.inputTokens ?? null,
      ({ turn }) => turn.usage?.outputTokens ?? null,
      ({ turn }) => turn.usage?.cacheReadTokens ?? null,
      ({ turn }) => turn.usage?.cacheWriteTokens ?? null,
      ({ turn }) => turn.metrics.knowledgeMs ?? null,
    ),
  );
}

export async function insertMessages(sql: PoolClient, fresh: readonly NewEvent[]): Promise<void> {
  const rows = fresh.flatMap(({ call, projection }) =>
    projection.message ? [{ call, message: projection.message }] : [],
  );
  if (rows.length === 0) return;
  await sql.query(
    `insert into messages (organization_id, id, business_id, call_id, caller_name, callback_number, text, taken_at)
     select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::timestamptz[])
     on conflict do nothing`,
    columns(
      rows,
      ({ call }) => call.organizationId,
      ({ message }) => message.id,
      ({ call }) => call.businessId,
      ({ call }) => call.callId,
      ({ message }) => message.callerName,
      ({ message }) => message.callbackNumber,
      ({ message }) => message.text,
      ({ message }) => message.at,
    ),
  );
}

/** Breaches of rules that were seen while a call went on. */
export async function insertFindings(sql: PoolClient, fresh: readonly NewEvent[]): Promise<void> {
  const rows = fresh.flatMap(({ call, record: { body, at } }) =>
    body.type === "finding.noted" ? [{ call, at, finding: body.finding }] : [],
  );
  if (rows.length === 0) return;
  await sql.query(
    `insert into compliance_findings (organization_id, id, call_id, business_id, key, rule_key, rule_name, category, severity, what, remedy,
       segment_id, quote, at_ms, origin, found_at)
     select x.organization_id, uuidv7(), x.call_id, x.business_id, x.key, x.rule_key, x.rule_name, x.category, x.severity, x.what, x.remedy,
       x.segment_id, x.quote, x.at_ms, 'live', x.found_at
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
         $11::text[], $12::text[], $13::float8[], $14::timestamptz[])
       as x (organization_id, call_id, business_id, key, rule_key, rule_name, category, severity, what, remedy, segment_id, quote, at_ms,
         found_at)
     on conflict do nothing`,
    columns(
      rows,
      ({ call }) => call.organizationId,
      ({ call }) => call.callId,
      ({ call }) => call.businessId,
      ({ finding }) => finding.findingId,
      ({ finding }) => finding.ruleId,
      ({ finding }) => finding.ruleName,
      ({ finding }) => categoryOf(finding.ruleId),
      ({ finding }) => finding.severity,
      ({ finding }) => finding.what,
      ({ finding }) => finding.remedy,
      ({ finding }) => finding.segmentId,
      ({ finding }) => finding.quote,
      ({ finding }) => finding.atMs,
      ({ at }) => at,
    ),
  );
  await sql.query(
    `update calls c set findings = (select count(*) from compliance_findings f
       where f.organization_id = c.organization_id and f.call_id = c.id and f.state = 'open')
     from unnest($1::uuid[], $2::uuid[]) as w (organization_id, id) where c.organization_id = w.organization_id and c.id = w.id`,
    columns(
      rows,
      ({ call }) => call.organizationId,
      ({ call }) => call.callId,
    ),
  );
}
