import { ListNotesQuery, type NotePage } from "@/lib/contracts/notes";
import { withTenant, withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { cursorOf, positionOf } from "../cursor";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { type NoteRow, requireCall, toNote } from "./note-rows";

/** A page of notes, of one call or of all, newest first. Needs `notes.read`; throws INVALID. */
export async function listNotes(context: ServiceContext, input: ListNotesQuery = {}): Promise<NotePage> {
  requirePermission(context, "notes.read");
  const query = parseInput(ListNotesQuery, input);
  const after = positionOf(query.cursor);
  const { organizationId } = context;
  const { rows } = await withTenantSql(organizationId, (sql) =>
    sql.query<NoteRow>(
      `select id, call_id as "callId", text, category, tags, author_id as "authorId", author_name as "authorName",
         edited_by as "editedBy", created_at as "createdAt", updated_at as "updatedAt"
       from call_notes where organization_id = $1
         and ($2::uuid is null or call_id = $2)
         and ($3::text[] is null or category = any($3))
         and ($4::text[] is null or tags && $4)
         and ($5::uuid is null or author_id = $5)
         and ($6::text is null or position(btrim(fold_spoken($6)) in fold_spoken(text)) > 0)
         and ($7::timestamptz is null or (created_at, id) < ($7, $8::uuid))
       order by created_at desc, id desc limit ${query.limit + 1}`,
      [
        organizationId,
        query.callId ?? null,
        query.category ?? null,
        query.tags ?? null,
        query.author ?? null,
        query.text || null,
        after?.at ?? null,
        after?.id ?? null,
      ],
    ),
  );
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const nextCursor = rows.length > page.length && last ? cursorOf({ at: last.createdAt, id: last.id }) : null;
  return { notes: page.map((row) => toNote(context, row)), nextCursor };
}

/** The same of one call, which throws NOT_FOUND when it is none or another organization's. */
export async function listCallNotes(
  context: ServiceContext,
  callId: string,
  input: Omit<ListNotesQuery, "callId"> = {},
): Promise<NotePage> {
  requirePermission(context, "notes.read");
  await withTenant(context.organizationId, (tx) => requireCall(tx, context.organizationId, callId));
  return listNotes(context, { ...input, callId });
}
