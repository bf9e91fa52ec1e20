import "server-only";
import type { ExportedFile } from "@/lib/contracts/call-export";
import type { CallFile } from "@/lib/services/calls/export-calls";

/** A file within an answer of REST: bytes as base64. */
export const fileAsJson = ({ fileName, contentType, content }: CallFile): ExportedFile =>
  typeof content === "string"
    ? { fileName, contentType, encoding: "utf8", content }
    : { fileName, contentType, encoding: "base64", content: content.toString("base64") };
