import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { KEY_BYTES, keyPurpose } from "@/lib/domain/recordings/sealed-sound";
import { withTenant } from "@/lib/db/transaction";
import { sealForTenant } from "../secrets/tenant-envelope";

/** What a call's sound is to be sealed with: its own key, and the same key sealed with the organization's, which alone is ever written down. */
export type RecordingKey = { partId: string; key: Buffer; sealedKey: string };

/** A key for one part of a recording. For the worker that is about to record. */
export async function newRecordingKey(organizationId: string): Promise<RecordingKey> {
  const partId = uuidv7();
  const key = randomBytes(KEY_BYTES);
  const sealedKey = await withTenant(organizationId, (tx) =>
    sealForTenant(tx, organizationId, keyPurpose(partId), key.toString("base64")),
  );
  return { partId, key, sealedKey };
}
