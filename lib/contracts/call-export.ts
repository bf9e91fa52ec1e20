import { z } from "zod";

export const CallExportFormat = z.enum(["txt", "pdf", "csv", "json"]);
export type CallExportFormat = z.infer<typeof CallExportFormat>;

/** A file, as it is to be stored. `content` is text, or base64 of the bytes. */
export const ExportedFile = z.strictObject({
  fileName: z.string(),
  contentType: z.string(),
  encoding: z.enum(["utf8", "base64"]),
  content: z.string(),
});
export type ExportedFile = z.infer<typeof ExportedFile>;
