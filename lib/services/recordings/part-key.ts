import type { Transaction } from "@/lib/db/transaction";
import { keyPurpose } from "@/lib/domain/recordings/sealed-sound";
import { openForTenant } from "../secrets/tenant-envelope";

/** Opens a part's data key. Throws when it is gone, or another's. */
export async function openPartKey(
  tx: Transaction,
  organizationId: string,
  part: { id: string; sealedKey: string },
): Promise<Buffer> {
  return Buffer.from(await openForTenant(tx, organizationId, keyPurpose(part.id), part.sealedKey), "base64");
}

/** Where a part's sound lies in the object store. */
export const objectKeyOf = (organizationId: string, partId: string): string => `${organizationId}/recordings/${partId}`;
