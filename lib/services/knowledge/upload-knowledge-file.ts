import { createHash, randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { ObjectStore } from "@/lib/adapters/object-store/object-store";
import {
  KNOWLEDGE_FILE_TYPES,
  KNOWLEDGE_FILE_WORDS,
  type KnowledgeSourceResource,
  MAX_KNOWLEDGE_FILE_BYTES,
  UploadFileInput,
} from "@/lib/contracts/knowledge";
import { withTenant } from "@/lib/db/transaction";
import { checkContent } from "@/lib/domain/knowledge/file-content";
import { cleanFileName, fileTypeOf } from "@/lib/domain/knowledge/file-name";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { sealForTenant } from "../secrets/tenant-envelope";
import { FILE_KEY_BYTES, sealBytes } from "./sealed-file";
import { fileKeyPurpose, holdBusiness, SOURCE_SELECT, toSource } from "./source-row";

/**
 * Keeps a file for its business, to be read later. It is stored as it comes, sealed with a key of its own, and never whole in memory. Needs
 * `knowledge.write`. Throws INVALID (`file`) for a file that is too large, empty, or not what its name says, whatever its name; CONFLICT when the
 * same file is there already; NOT_FOUND. What was refused or broke off leaves nothing. Audited.
 */
export async function uploadKnowledgeFile(
  context: ServiceContext,
  input: UploadFileInput,
  body: AsyncIterable<Uint8Array>,
  objects: Pick<ObjectStore, "put" | "remove">,
  now = new Date(),
): Promise<KnowledgeSourceResource> {
  requirePermission(context, "knowledge.write");
  const { businessId, name: given } = parseInput(UploadFileInput, input);
  const name = cleanFileName(given);
  const type = fileTypeOf(name);
  if (!type) throw refused("INVALID", `${name} is of a kind that cannot be read. Give it as ${KNOWLEDGE_FILE_WORDS}.`);
  const { organizationId, actor } = context;
  // Before the bytes, so that nobody sends them for nothing.
  await withTenant(organizationId, (tx) => holdBusiness(tx, organizationId, businessId));

  const id = uuidv7();
  const key = randomBytes(FILE_KEY_BYTES);
  const objectKey = `${organizationId}/knowledge/${id}`;
  const seen = { bytes: 0, hash: createHash("sha256") };
  await objects.put(objectKey, sealBytes(key, fileKeyPurpose(id), checked(body, checkContent(type), name, seen)));
  const sha256 = seen.hash.digest("hex");
  try {
    return await withTenant(organizationId, async (tx) => {
      await holdBusiness(tx, organizationId, businessId);
      const same = await tx.knowledgeSource.findFirst({ where: { organizationId, businessId, sha256 } });
      if (same) throw refused("CONFLICT", `This file is in the list already, as ${same.name}.`);
      const row = await tx.knowledgeSource.create({
        data: {
          organizationId,
          id,
          businessId,
          kind: "file",
          name,
          objectKey,
          sealedKey: await sealForTenant(tx, organizationId, fileKeyPurpose(id), key.toString("base64")),
          mediaType: KNOWLEDGE_FILE_TYPES[type].mediaType,
          sizeBytes: seen.bytes,
          sha256,
          createdBy: actor.kind === "user" ? actor.id : null,
          createdAt: now,
        },
        select: SOURCE_SELECT,
      });
      const record = { action: "knowledge_source.added", targetType: "knowledge_source", targetId: id };
      const details = { kind: "file", name, businessId, sizeBytes: seen.bytes };
      await recordAudit(tx, context, { ...record, details }, now);
      return toSource(row);
    });
  } catch (error) {
    await objects.remove(objectKey);
    throw error;
  }
}

/** The bytes that may be stored. A file that is refused is still read to its end, so that whoever sends it hears why; one too large is not. */
async function* checked(
  body: AsyncIterable<Uint8Array>,
  content: ReturnType<typeof checkContent>,
  name: string,
  seen: { bytes: number; hash: ReturnType<typeof createHash> },
): AsyncGenerator<Uint8Array> {
  let problem: string | null = null;
  for await (const chunk of body) {
    seen.bytes += chunk.byteLength;
    if (seen.bytes > MAX_KNOWLEDGE_FILE_BYTES)
      throw refused(
        "INVALID",
        `${name} is larger than ${MAX_KNOWLEDGE_FILE_BYTES / 1_000_000} MB, which is the most. Split it, or leave pictures out.`,
      );
    problem ??= content.add(chunk);
    if (problem !== null) continue;
    seen.hash.update(chunk);
    yield chunk;
  }
  problem ??= content.end();
  if (problem !== null) throw refused("INVALID", problem);
}

const refused = (code: "INVALID" | "CONFLICT", message: string) =>
  new ServiceError(code, message, { fields: { file: message } });
