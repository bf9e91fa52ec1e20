import { z } from "zod";
import { count, webAddress } from "./fields";
import { SharedEnvironment } from "./shared";

export const JobsEnvironment = SharedEnvironment.extend({
  JOBS_CONCURRENCY: count(5, "How many jobs run at once."),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "it must be a smtp:// or smtps:// address" })
    .optional()
    .describe("Where mail goes out: smtp://user:password@host:587"),
  S3_BUCKET: z.string().optional().describe("The bucket recordings are kept in; a directory when missing."),
  S3_ENDPOINT: webAddress("Another address for S3.").optional(),
});
export type JobsEnvironment = z.output<typeof JobsEnvironment>;
