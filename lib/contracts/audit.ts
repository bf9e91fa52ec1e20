import { z } from "zod";
import { Cursor, Limit } from "./calls";

/** Filters of the audit log; all given ones must hold. */
export const AuditFilter = z.object({
  /** A person's, key's or part's id, or a piece of the name. */
  actor: z.string().trim().min(1).max(200).optional(),
  /** `member.removed`, or a noun alone: `member`. */
  action: z
    .string()
    .trim()
    .regex(/^[a-z_]+(\.[a-z_]*)?$/, "write it like member.removed, or member")
    .max(100)
    .optional(),
  /** What kind of thing was changed, `user`, or the id of one. */
  target: z.string().trim().min(1).max(200).optional(),
  /** At or after this moment. */
  since: z.iso.datetime({ offset: true }).optional(),
  /** Before this moment. */
  before: z.iso.datetime({ offset: true }).optional(),
});
export type AuditFilter = z.input<typeof AuditFilter>;

export const ListAuditQuery = AuditFilter.extend({ limit: Limit, cursor: Cursor });
export type ListAuditQuery = z.input<typeof ListAuditQuery>;

export const AuditEntryResource = z.object({
  /** Counts up by one from the organization's first entry. */
  seq: z.number().int(),
  id: z.uuid(),
  at: z.string(),
  actorKind: z.string(),
  actorId: z.string(),
  actorName: z.string(),
  action: z.string(),
  targetType: z.string(),
  targetId: z.string(),
  /** Ids and figures; `before` and `after` of a change. */
  details: z.record(z.string(), z.unknown()),
  requestId: z.string(),
  ip: z.string().nullable(),
});
export type AuditEntryResource = z.infer<typeof AuditEntryResource>;

/** Newest first. */
export type AuditPage = { entries: AuditEntryResource[]; nextCursor: string | null };

export const ExportFormat = z.enum(["csv", "jsonl"]);
export type ExportFormat = z.infer<typeof ExportFormat>;
