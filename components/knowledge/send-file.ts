import { z } from "zod";
import { KnowledgeSourceResource } from "@/lib/contracts/knowledge";

const Refusal = z.object({ detail: z.string() });

export type SentFile = { ok: true; source: KnowledgeSourceResource } | { ok: false; message: string };

/** Sends a file's bytes and tells how far it is, 0 to 1. Never rejects: what went wrong comes back in words. */
export function sendFile(
  businessId: string,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<SentFile> {
  return new Promise((resolve) => {
    // fetch does not tell how much was sent.
    const request = new XMLHttpRequest();
    const unreached = {
      ok: false,
      message: "It did not reach the server. Check the connection and add it again.",
    } as const;
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener("load", () => {
      const body: unknown = jsonOf(request.responseText);
      const source = request.status === 201 ? KnowledgeSourceResource.safeParse(body).data : undefined;
      if (source) resolve({ ok: true, source });
      else resolve({ ok: false, message: Refusal.safeParse(body).data?.detail ?? unreached.message });
    });
    request.addEventListener("error", () => resolve(unreached));
    request.addEventListener("abort", () => resolve({ ok: false, message: "Stopped." }));
    signal.addEventListener("abort", () => request.abort());
    request.open("POST", `/api/knowledge/files?${new URLSearchParams({ businessId, name: file.name })}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.send(file);
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
