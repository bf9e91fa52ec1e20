import { objectsDir, type SharedEnvironment } from "@/lib/env/shared";
import { createDirectoryStore } from "./directory-store";
import type { ObjectStore } from "./object-store";
import { createS3Store } from "./s3-store";

/** Where this installation keeps files and recordings: a bucket where one is named, else a directory. */
export function chooseObjectStore(env: SharedEnvironment): ObjectStore {
  const { S3_BUCKET: bucket, S3_ENDPOINT: endpoint, S3_REGION: region } = env;
  return bucket === undefined ? createDirectoryStore(objectsDir(env)) : createS3Store({ bucket, endpoint, region });
}
