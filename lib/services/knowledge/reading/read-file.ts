import type { ObjectStore } from "@/lib/adapters/object-store/object-store";
import { splitBlocks } from "@/lib/domain/knowledge/split";
import { readKeptFile } from "../open-file";
import { writeDocument } from "../write-document";
import { ReadingProblem } from "./reading-problem";
import type { Reading } from "./reading";
import { textOf } from "./text-of";

/** Reads an uploaded file into its one document. Throws ReadingProblem, ExtractError, ReadingLost. */
export async function readFile(reading: Reading, objects: Pick<ObjectStore, "get">): Promise<void> {
  const { organizationId, id, businessId, name, mediaType, objectKey, sealedKey, sizeBytes, tags } = reading.source;
  if (objectKey === null || sealedKey === null) throw new Error("a file has no place");
  reading.single = { read: 0, unchanged: 0, failed: 0 };
  await reading.beat("reading");
  const kept = { id, name, sizeBytes, objectKey, sealedKey };
  const bytes = await readKeptFile(organizationId, kept, objects).catch((error: unknown) => {
    throw new ReadingProblem("The file could not be opened. Remove it and add it again.", error);
  });
  const input = { bytes, name, mediaType: mediaType ?? "text/plain", charset: null };
  const { title, text, blocks, language } = await textOf(input, reading.signal);
  const written = await reading.write(async (tx) => {
    const known = await tx.knowledgeDocument.findFirst({
      where: { organizationId, sourceId: id },
      select: { id: true },
    });
    return writeDocument(tx, {
      organizationId,
      businessId,
      sourceId: id,
      documentId: known?.id ?? null,
      kind: "file",
      title: title ?? name,
      text,
      pieces: splitBlocks(blocks),
      language,
      origin: "sync",
      writtenBy: null,
      tags,
    });
  });
  const isNew = written.outcome === "created" || written.outcome === "changed";
  reading.single = { read: isNew ? 1 : 0, unchanged: isNew ? 0 : 1, failed: 0 };
}
