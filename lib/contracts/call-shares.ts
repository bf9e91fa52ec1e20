import { z } from "zod";

const MOST_DAYS = 90;
export const ShareInput = z.object({
  /** How long the address works. */
  days: z.coerce.number().int().min(1).max(MOST_DAYS, `${MOST_DAYS} days at most`).default(7),
});

export const CallShare = z.strictObject({
  id: z.string(),
  createdByName: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  revokedAt: z.string().nullable(),
  /** How often it was opened. */
  opened: z.int(),
  lastOpenedAt: z.string().nullable(),
});
export type CallShare = z.infer<typeof CallShare>;

/** `url` is told this once: what is kept is a hash of its token. */
export const NewCallShare = CallShare.extend({ url: z.string() });
export type NewCallShare = z.infer<typeof NewCallShare>;

/** What who has the address reads: no names, numbers or addresses, and no ids. */
export type SharedCall = {
  businessName: string;
  agentName: string;
  direction: "inbound" | "outbound";
  startedAt: string;
  timeZone: string;
  durationMs: number | null;
  outcome: string | null;
  said: { speaker: "caller" | "agent" | "human"; startMs: number; text: string }[];
  expiresAt: string;
};
