import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { sharedEnv } from "@/lib/env/shared";
import { deriveKey } from "../derive-key";

/**
 * One line of the anchors: at that moment the organization's log ended with this entry; or the organization was erased, and with it its log.
 * Each carries an HMAC over itself and the line before it, so that no line can be changed, taken out or put in unseen.
 */
const AnchorLine = z.strictObject({
  kind: z.enum(["head", "erased"]),
  organizationId: z.uuid(),
  seq: z.coerce.bigint(),
  hash: z.string(),
  at: z.iso.datetime(),
  prev: z.string(),
  mac: z.string().regex(/^[0-9a-f]{64}$/),
});
export type AnchorLine = z.infer<typeof AnchorLine>;

export const FIRST_PREV_MAC = "0".repeat(64);

/** Of the installation's secret, as the chain's own: it is not in the database. */
const anchorKey = (): Buffer => deriveKey(sharedEnv().NEXTAUTH_SECRET, "audit-anchors");

function macOf({ prev, kind, organizationId, seq, hash, at }: Omit<AnchorLine, "mac">): string {
  const content = JSON.stringify([prev, kind, organizationId, seq.toString(), hash, at]);
  return createHmac("sha256", anchorKey()).update(content).digest("hex");
}

export function writeAnchorLine(anchor: Omit<AnchorLine, "mac">): { line: string; mac: string } {
  const mac = macOf(anchor);
  return { line: JSON.stringify({ ...anchor, seq: anchor.seq.toString(), mac }), mac };
}

/** The line, when it is one that we wrote; null otherwise. */
export function readAnchorLine(text: string): AnchorLine | null {
  try {
    const line = AnchorLine.parse(JSON.parse(text));
    return timingSafeEqual(Buffer.from(line.mac), Buffer.from(macOf(line))) ? line : null;
  } catch {
    return null;
  }
}
