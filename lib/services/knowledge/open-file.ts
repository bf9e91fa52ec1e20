import type { ObjectStore } from "@/lib/adapters/object-store/object-store";
import { withTenant } from "@/lib/db/transaction";
import { openForTenant } from "../secrets/tenant-envelope";
import { unsealBytes } from "./sealed-file";
import { fileKeyPurpose } from "./source-row";

export type KeptFile = { id: string; name: string; sizeBytes: number; objectKey: string; sealedKey: string };

/** The files of an organization, oldest first. For its export, and for what reads them. */
export async function listKeptFiles(organizationId: string): Promise<KeptFile[]> {
  const rows = await withTenant(organizationId, (tx) =>
    tx.knowledgeSource.findMany({
      where: { organizationId, kind: "file" },
      select: { id: true, name: true, sizeBytes: true, objectKey: true, sealedKey: true },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    }),
  );
  return rows.flatMap(({ id, name, sizeBytes, objectKey, sealedKey }) =>
    objectKey === null || sealedKey === null ? [] : [{ id, name, sizeBytes: Number(sizeBytes), objectKey, sealedKey }],
  );
}

/** A file as it was given. Throws when it is not there any more, or was changed. */
export async function readKeptFile(
  organizationId: string,
  { id, objectKey, sealedKey }: KeptFile,
  objects: Pick<ObjectStore, "get">,
): Promise<Buffer> {
  const purpose = fileKeyPurpose(id);
  const key = await withTenant(organizationId, (tx) => openForTenant(tx, organizationId, purpose, sealedKey));
  const chunks: Uint8Array[] = [];
  for await (const chunk of unsealBytes(Buffer.from(key, "base64"), purpose, await objects.get(objectKey)))
    chunks.push(chunk);
  return Buffer.concat(chunks);
}
