import { z } from "zod";
import type { Interaction, InteractionPage } from "@/lib/contracts/api/calls";
import { PageQuery } from "@/lib/contracts/api/paging";
import { withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";

type Row = Pick<Interaction, "seq" | "speaker" | "text" | "interrupted" | "confidence" | "source"> & {
  segment_id: string;
  turn_id: string;
  heard_text: string | null;
  start_ms: number;
  end_ms: number;
  at: Date;
};

/** Where a page ended: the event and the segment that came from it. */
const Position = z.tuple([z.int().min(0).max(2_147_483_647), z.string().regex(/^[\x20-\x7e]{0,100}$/)]);

/** What was said in a call, in order, by pages. Needs `calls.read`; throws NOT_FOUND, for another organization's call too. */
export async function listInteractions(
  context: ServiceContext,
  callId: string,
  input: PageQuery = {},
): Promise<InteractionPage> {
  requirePermission(context, "calls.read");
  const { limit, cursor } = parseInput(PageQuery, input);
  const [seq, segmentId] = positionOf(cursor);
  const { organizationId } = context;
  const rows = z.uuid().safeParse(callId).success
    ? await withTenantSql(organizationId, async (sql) => {
        const calls = await sql.query<{ call_day: string }>(
          "select call_day::text from calls where organization_id = $1 and id = $2",
          [organizationId, callId],
        );
        const call = calls.rows[0];
        if (!call) return null;
        const found = await sql.query<Row>(
          `select segment_id, seq, turn_id, speaker, text, heard_text, interrupted, start_ms, end_ms, confidence, source, at
           from segments where organization_id = $1 and call_id = $2 and call_day = $3::date and (seq, segment_id) > ($4::int, $5::text)
           order by seq, segment_id limit ${limit + 1}`,
          [organizationId, callId, call.call_day, seq, segmentId],
        );
        return found.rows;
      })
    : null;
  if (!rows) throw new ServiceError("NOT_FOUND", "There is no such call.");
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > page.length && last ? cursorOf([last.seq, last.segment_id]) : null;
  return { interactions: page.map(toInteraction), nextCursor };
}

const toInteraction = (row: Row): Interaction => ({
  id: row.segment_id,
  seq: row.seq,
  turnId: row.turn_id,
  speaker: row.speaker,
  text: row.text,
  heardText: row.heard_text,
  interrupted: row.interrupted,
  startMs: row.start_ms,
  endMs: row.end_ms,
  confidence: row.confidence,
  source: row.source,
  at: row.at.toISOString(),
});

const cursorOf = (position: z.output<typeof Position>): string =>
  Buffer.from(JSON.stringify(position)).toString("base64url");

function positionOf(cursor: string | undefined): z.output<typeof Position> {
  if (!cursor) return [0, ""];
  try {
    return Position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    throw new ServiceError("INVALID", "The cursor is not one of ours. Start again from the first page.", {
      fields: { cursor: "use nextCursor of the page before, unchanged" },
    });
  }
}
