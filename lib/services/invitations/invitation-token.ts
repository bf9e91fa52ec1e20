import { createHash, randomBytes } from "node:crypto";
import { sharedEnv } from "@/lib/env/shared";

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long an invitation's link works. */
export const INVITATION_LIFE_MS = 7 * DAY_MS;

/** The link's secret: 32 bytes, base64url. Only its SHA-256 is kept. */
export const newInvitationToken = (): string => randomBytes(32).toString("base64url");

export const hashInvitationToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** True for what could be a token of ours; anything else needs no look into the database. */
export const isInvitationToken = (token: string): boolean => /^[\w-]{43}$/.test(token);

export const invitationLink = (token: string): string =>
  new URL(`/invitation/${token}`, sharedEnv().PUBLIC_WEB_URL).href;
