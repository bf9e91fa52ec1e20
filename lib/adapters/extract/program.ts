import { ExtractError } from "./extract-error";
import type { ReadRequest, ReadReply } from "./reader-process";
import { readDocument } from "./read/read-document";

/**
 * The process that reads files and pages of others: it has no environment, no files, no other processes, and nothing that reaches a network. It
 * answers each request by one reply, and ends with who started it.
 */

for (const name of ["fetch", "WebSocket", "EventSource", "XMLHttpRequest"]) Reflect.deleteProperty(globalThis, name);

process.on("message", (request: ReadRequest) => {
  void answer(request).then((reply) => process.send?.(reply));
});
process.on("disconnect", () => process.exit(0));

async function answer({ document, limits }: ReadRequest): Promise<ReadReply> {
  try {
    return { text: await readDocument(document, limits) };
  } catch (error) {
    if (error instanceof ExtractError) return { problem: error.problem, message: error.message };
    return { problem: "broken", message: null };
  }
}
