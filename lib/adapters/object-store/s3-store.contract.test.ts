import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type S3StandIn, startS3StandIn } from "@/sandbox/s3/stand-in";
import { ObjectArchived } from "./object-store";
import { createS3Store } from "./s3-store";
import { objectStoreContract } from "./testing/object-store-contract";

const SECRET = "only-for-tests";
let s3: S3StandIn;
beforeAll(async () => {
  process.env["AWS_ACCESS_KEY_ID"] = "AKIATESTS3";
  process.env["AWS_SECRET_ACCESS_KEY"] = SECRET;
  s3 = await startS3StandIn({ accessKeyId: "AKIATESTS3", secretAccessKey: SECRET, buckets: ["calls"] });
});
afterAll(() => s3.close());

const store = (bucket = "calls") => createS3Store({ bucket, endpoint: s3.url, region: "us-east-1" });

objectStoreContract(() => store());

it("leaves no upload open whose body broke off", () => expect(s3.openUploads()).toBe(0));

it("keeps each in its class, and says of what is archived that it has to be brought back", async () => {
  const key = "org-9/recordings/old";
  await store().put(key, Readable.from([Buffer.from("sound")]));
  await store().setTier(key, "infrequent");
  expect(s3.objects("calls").get(key)?.storageClass).toBe("STANDARD_IA");
  await store().setTier(key, "archive");
  expect(s3.objects("calls").get(key)?.storageClass).toBe("GLACIER");
  await store().setTier(key, "archive");
  await expect(store().get(key)).rejects.toBeInstanceOf(ObjectArchived);
  await store().recall(key);
  await store().recall(key);
  await expect(store().get(key, { from: 0, to: 1 })).rejects.toBeInstanceOf(ObjectArchived);
  s3.finishRestores();
  expect(await text(await store().get(key))).toBe("sound");
  await store().remove(key);
});

it("says so when the bucket is not there, or the key is another's", async () => {
  await expect(store("elsewhere").put("org-1/a", Readable.from([Buffer.from("x")]))).rejects.toMatchObject({
    name: "NoSuchBucket",
  });
  process.env["AWS_SECRET_ACCESS_KEY"] = "wrong";
  await expect(store().put("org-1/a", Readable.from([Buffer.from("x")]))).rejects.toMatchObject({
    name: "SignatureDoesNotMatch",
  });
  process.env["AWS_SECRET_ACCESS_KEY"] = SECRET;
});
