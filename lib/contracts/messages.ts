import { z } from "zod";
import { Cursor, Limit } from "./calls";

/** A message an agent took for somebody. */
export const TakenMessage = z.object({
  id: z.uuid(),
  businessId: z.uuid(),
  businessName: z.string(),
  timeZone: z.string(),
  callId: z.uuid(),
  agentName: z.string(),
  callerName: z.string(),
  callbackNumber: z.string(),
  text: z.string(),
  takenAt: z.string(),
  /** Null: nobody has dealt with it yet. */
  handledAt: z.string().nullable(),
});
export type TakenMessage = z.infer<typeof TakenMessage>;

export const ListMessagesQuery = z.object({
  /** True: only dealt with; false: only open ones. */
  handled: z.stringbool().or(z.boolean()).optional(),
  businessId: z.uuid().optional(),
  callId: z.uuid().optional(),
  takenAfter: z.iso.datetime({ offset: true }).optional(),
  limit: Limit,
  cursor: Cursor,
});
export type ListMessagesQuery = z.input<typeof ListMessagesQuery>;

/** Newest first. */
export const MessagePage = z.object({ messages: z.array(TakenMessage), nextCursor: z.string().nullable() });
export type MessagePage = z.infer<typeof MessagePage>;
