import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isSignedWith } from "../bedrock/signature";
import { readBody } from "../server/body";

export interface S3Options {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly buckets: readonly string[];
}

export interface S3StandIn {
  readonly url: string;
  /** What is stored in a bucket: key → bytes and storage class. */
  objects(bucket: string): ReadonlyMap<string, { readonly body: Buffer; readonly storageClass: string }>;
  /** Uploads in parts that were begun and neither finished nor broken off. */
  openUploads(): number;
  /** Brings what was asked back from the archive, as S3 does in hours. */
  finishRestores(): void;
  close(): Promise<void>;
}

type Stored = { body: Buffer; storageClass: string; restore: "none" | "ongoing" | "done" };

const MOST_BYTES = 64 * 1024 * 1024;
/** docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html: parts but the last. */
const LEAST_PART_BYTES = 5 * 1024 * 1024;
const ARCHIVED = new Set(["GLACIER", "DEEP_ARCHIVE"]);

class S3Error extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const noSuchKey = () => new S3Error(404, "NoSuchKey", "The specified key does not exist.");

/**
 * What Amazon S3 does with whole objects, after its API reference (docs.aws.amazon.com/AmazonS3/latest/API): PutObject, GetObject with Range, HeadObject,
 * DeleteObject, DeleteObjects, ListObjectsV2, uploads in parts, CopyObject for another storage class, RestoreObject. Path-style addresses; every request
 * must be signed by the one account it knows.
 */
export async function startS3StandIn({ accessKeyId, secretAccessKey, buckets }: S3Options): Promise<S3StandIn> {
  const stored = new Map(buckets.map((name) => [name, new Map<string, Stored>()]));
  const uploads = new Map<string, Map<number, Buffer>>();
  let uploadCount = 0;

  function checkSignature(request: IncomingMessage, body: Buffer): void {
    const header = request.headers.authorization ?? "";
    const part = (name: string) => new RegExp(`${name}=([^,\\s]+)`).exec(header)?.[1] ?? "";
    const credential = part("Credential");
    if (credential.split("/")[0] !== accessKeyId)
      throw new S3Error(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
    const payload = request.headers["x-amz-content-sha256"];
    if (typeof payload === "string" && /^[0-9a-f]{64}$/.test(payload) && payload !== sha256(body))
      throw new S3Error(
        400,
        "XAmzContentSHA256Mismatch",
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    const parts = { credential, signedHeaders: part("SignedHeaders"), signature: part("Signature") };
    const { method = "", url = "", headers } = request;
    if (!isSignedWith(secretAccessKey, parts, { method, url, headers, body }))
      throw new S3Error(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided.",
      );
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, MOST_BYTES);
    checkSignature(request, body);
    const address = new URL(request.url ?? "/", "http://s3");
    const [, bucketName = "", ...rest] = decodeURIComponent(address.pathname).split("/");
    const key = rest.join("/");
    const bucket = stored.get(bucketName);
    if (!bucket) throw new S3Error(404, "NoSuchBucket", "The specified bucket does not exist");
    const query = address.searchParams;
    const operation = `${request.method} ${key === "" ? "bucket" : "object"}`;
    switch (operation) {
      case "GET bucket":
        return xml(response, 200, listing(bucket, query.get("prefix") ?? "", Number(query.get("max-keys") ?? 1000)));
      case "POST bucket":
        if (
          !request.headers["content-md5"] &&
          !Object.keys(request.headers).some((name) => name.startsWith("x-amz-checksum-"))
        )
          throw new S3Error(
            400,
            "InvalidRequest",
            "Missing required header for this request: Content-MD5 OR x-amz-checksum-*",
          );
        for (const [, name = ""] of body.toString().matchAll(/<Key>([^<]*)<\/Key>/g)) bucket.delete(name);
        return xml(response, 200, "<DeleteResult></DeleteResult>");
      case "PUT object":
        if (query.has("uploadId")) return putPart(response, query, body);
        return put(request, response, bucketName, bucket, key, body);
      case "POST object":
        return post(response, bucket, key, query, body);
      case "DELETE object":
        if (query.has("uploadId")) uploads.delete(query.get("uploadId") ?? "");
        else bucket.delete(key);
        response.writeHead(204).end();
        return;
      case "GET object":
      case "HEAD object":
        return get(request, response, bucket.get(key));
      default:
        throw new S3Error(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
    }
  }

  function put(
    request: IncomingMessage,
    response: ServerResponse,
    bucketName: string,
    bucket: Map<string, Stored>,
    key: string,
    body: Buffer,
  ): void {
    const storageClass = String(request.headers["x-amz-storage-class"] ?? "STANDARD");
    const source = request.headers["x-amz-copy-source"];
    if (source === undefined) {
      bucket.set(key, { body, storageClass, restore: "none" });
      response.writeHead(200, { etag: `"${md5(body)}"` }).end();
      return;
    }
    const name = decodeURIComponent(String(source)).replace(new RegExp(`^/?${bucketName}/`), "");
    const from = bucket.get(name);
    if (!from) throw noSuchKey();
    if (name === key && from.storageClass === storageClass)
      throw new S3Error(
        400,
        "InvalidRequest",
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
      );
    if (ARCHIVED.has(from.storageClass) && from.restore !== "done") throw archived();
    bucket.set(key, { body: from.body, storageClass, restore: "none" });
    xml(response, 200, `<CopyObjectResult><ETag>"${md5(from.body)}"</ETag></CopyObjectResult>`);
  }

  function putPart(response: ServerResponse, query: URLSearchParams, body: Buffer): void {
    const parts = uploads.get(query.get("uploadId") ?? "");
    if (!parts) throw new S3Error(404, "NoSuchUpload", "The specified multipart upload does not exist.");
    parts.set(Number(query.get("partNumber")), body);
    response.writeHead(200, { etag: `"${md5(body)}"` }).end();
  }

  function post(
    response: ServerResponse,
    bucket: Map<string, Stored>,
    key: string,
    query: URLSearchParams,
    body: Buffer,
  ): void {
    if (query.has("uploads")) {
      uploadCount += 1;
      uploads.set(`upload-${uploadCount}`, new Map());
      const result = `<InitiateMultipartUploadResult><UploadId>upload-${uploadCount}</UploadId></InitiateMultipartUploadResult>`;
      return xml(response, 200, result);
    }
    if (query.has("restore")) return restore(response, bucket.get(key));
    const parts = uploads.get(query.get("uploadId") ?? "");
    if (!parts) throw new S3Error(404, "NoSuchUpload", "The specified multipart upload does not exist.");
    const named = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map(([, number]) => Number(number));
    const bodies = named.map((number) => parts.get(number));
    if (bodies.some((part) => part === undefined))
      throw new S3Error(400, "InvalidPart", "One or more of the specified parts could not be found.");
    if (bodies.slice(0, -1).some((part) => (part?.length ?? 0) < LEAST_PART_BYTES))
      throw new S3Error(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed object size.");
    bucket.set(key, { body: Buffer.concat(bodies as Buffer[]), storageClass: "STANDARD", restore: "none" });
    uploads.delete(query.get("uploadId") ?? "");
    xml(response, 200, `<CompleteMultipartUploadResult><Key>${key}</Key></CompleteMultipartUploadResult>`);
  }

  function restore(response: ServerResponse, object: Stored | undefined): void {
    if (!object) throw noSuchKey();
    if (!ARCHIVED.has(object.storageClass))
      throw new S3Error(403, "InvalidObjectState", "Restore is not allowed for the object's current storage class");
    if (object.restore === "ongoing")
      throw new S3Error(409, "RestoreAlreadyInProgress", "Object restore is already in progress");
    const wasDone = object.restore === "done";
    if (!wasDone) object.restore = "ongoing";
    response.writeHead(wasDone ? 200 : 202).end();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const known = error instanceof S3Error ? error : new S3Error(500, "InternalError", String(error));
      const text = `<Error><Code>${known.code}</Code><Message>${known.message}</Message></Error>`;
      if (request.method === "HEAD") response.writeHead(known.status).end();
      else xml(response, known.status, text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects: (bucket) => stored.get(bucket) ?? new Map(),
    openUploads: () => uploads.size,
    finishRestores() {
      for (const bucket of stored.values())
        for (const object of bucket.values()) if (object.restore === "ongoing") object.restore = "done";
    },
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}

function get(request: IncomingMessage, response: ServerResponse, object: Stored | undefined): void {
  if (!object) throw noSuchKey();
  const { body, storageClass, restore } = object;
  const isHead = request.method === "HEAD";
  if (!isHead && ARCHIVED.has(storageClass) && restore !== "done") throw archived();
  const headers: Record<string, string> = { etag: `"${md5(body)}"`, "accept-ranges": "bytes" };
  if (storageClass !== "STANDARD") headers["x-amz-storage-class"] = storageClass;
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
  if (!range) {
    response.writeHead(200, { ...headers, "content-length": String(body.length) }).end(isHead ? undefined : body);
    return;
  }
  const from = Number(range[1]);
  const to = Math.min(body.length - 1, Number(range[2]));
  if (from >= body.length) throw new S3Error(416, "InvalidRange", "The requested range is not satisfiable");
  const piece = body.subarray(from, to + 1);
  response.writeHead(206, {
    ...headers,
    "content-length": String(piece.length),
    "content-range": `bytes ${from}-${to}/${body.length}`,
  });
  response.end(isHead ? undefined : piece);
}

const archived = () =>
  new S3Error(403, "InvalidObjectState", "The operation is not valid for the object's storage class");

function listing(bucket: ReadonlyMap<string, Stored>, prefix: string, most: number): string {
  const keys = [...bucket.keys()].filter((key) => key.startsWith(prefix)).sort();
  const contents = keys.slice(0, most).map((key) => `<Contents><Key>${key}</Key></Contents>`);
  return `<ListBucketResult><IsTruncated>${keys.length > most}</IsTruncated>${contents.join("")}</ListBucketResult>`;
}

function xml(response: ServerResponse, status: number, text: string): void {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${text}`;
  response.writeHead(status, { "content-type": "application/xml", "content-length": String(Buffer.byteLength(body)) });
  response.end(body);
}

const md5 = (body: Buffer): string => createHash("md5").update(body).digest("hex");
const sha256 = (body: Buffer): string => createHash("sha256").update(body).digest("hex");
