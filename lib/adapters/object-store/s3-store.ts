import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  RestoreObjectCommand,
  S3Client,
  type StorageClass,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { checkObjectKey, ObjectArchived, type ObjectStore, type StorageTier } from "./object-store";

/** The least S3 takes as a part that is not the last is 5 MiB. */
const PART_BYTES = 8 * 1024 * 1024;
const RECALLED_FOR_DAYS = 7;

const CLASSES: Record<StorageTier, StorageClass> = { hot: "STANDARD", infrequent: "STANDARD_IA", archive: "GLACIER" };

/** Objects in a bucket of S3, or of what speaks like it at `endpoint`. The account's keys come from where the SDK looks for them. */
export function createS3Store(options: { bucket: string; endpoint?: string | undefined; region: string }): ObjectStore {
  const { bucket: Bucket, endpoint, region } = options;
  const client = new S3Client({
    region,
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    // Stores that are like S3 do not all know its newer checksums.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });

  async function upload(Key: string, parts: AsyncIterator<Buffer>, first: Buffer): Promise<void> {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    try {
      const uploaded: { ETag: string | undefined; PartNumber: number }[] = [];
      for (let next: IteratorResult<Buffer> = { value: first }; !next.done; next = await parts.next()) {
        const PartNumber = uploaded.length + 1;
        const { ETag } = await client.send(
          new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body: next.value }),
        );
        uploaded.push({ ETag, PartNumber });
      }
      await client.send(
        new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts: uploaded } }),
      );
    } catch (error) {
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })).catch(() => undefined);
      throw error;
    }
  }

  return {
    async put(key, body) {
      const Key = checkObjectKey(key);
      const parts = inParts(body);
      const first = await parts.next();
      const whole = first.done ? Buffer.alloc(0) : first.value;
      if (whole.length < PART_BYTES) await client.send(new PutObjectCommand({ Bucket, Key, Body: whole }));
      else await upload(Key, parts, whole);
    },
    async get(key, range) {
      const Range = range && `bytes=${range.from}-${range.to}`;
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: checkObjectKey(key), Range }));
        if (!(Body instanceof Readable)) throw new Error("S3 gave an object without a body");
        return Body;
      } catch (error) {
        if (isNamed(error, "InvalidObjectState"))
          throw new ObjectArchived(`${key} is in the archive`, { cause: error });
        throw error;
      }
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket, Key: checkObjectKey(key) }));
    },
    async removeAll(prefix) {
      const Prefix = `${checkObjectKey(prefix)}/`;
      for (;;) {
        const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 1000 }));
        const Objects = Contents.flatMap(({ Key }) => (Key === undefined ? [] : [{ Key }]));
        if (Objects.length === 0) return;
        const { Errors = [] } = await client.send(
          new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
        );
        if (Errors[0]) throw new Error(`S3 did not delete ${Errors[0].Key}: ${Errors[0].Message}`);
      }
    },
    async setTier(key, tier) {
      const Key = checkObjectKey(key);
      const StorageClass = CLASSES[tier];
      const now = await client.send(new HeadObjectCommand({ Bucket, Key }));
      // S3 names no class where it is the usual one, and refuses a copy onto itself that changes nothing.
      if ((now.StorageClass ?? "STANDARD") === StorageClass) return;
      await client.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${Key}`, StorageClass }));
    },
    async recall(key) {
      const RestoreRequest = { Days: RECALLED_FOR_DAYS, GlacierJobParameters: { Tier: "Standard" as const } };
      try {
        await client.send(new RestoreObjectCommand({ Bucket, Key: checkObjectKey(key), RestoreRequest }));
      } catch (error) {
        // It is under way, or was never away.
        if (!isNamed(error, "RestoreAlreadyInProgress") && !isNamed(error, "InvalidObjectState")) throw error;
      }
    },
  };
}

const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

/** The body in pieces that S3 takes as parts; the last one may be shorter. */
async function* inParts(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body) {
    waiting.push(piece);
    bytes += piece.length;
    while (bytes >= PART_BYTES) {
      const joined = Buffer.concat(waiting);
      yield joined.subarray(0, PART_BYTES);
      waiting = [joined.subarray(PART_BYTES)];
      bytes -= PART_BYTES;
    }
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}
