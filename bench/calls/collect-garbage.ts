import { WebSocket } from "ws";

/** Has the process behind a node inspector collect all its garbage: what is left then is what it holds. */
export async function collectGarbage(inspectPort: number): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${inspectPort}/json/list`, { signal: AbortSignal.timeout(5_000) });
  const [target] = (await response.json()) as { webSocketDebuggerUrl: string }[];
  if (target === undefined) throw new Error("The call-worker's inspector names nothing to inspect.");
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("error", reject);
      socket.once("open", () => socket.send('{"id":1,"method":"HeapProfiler.collectGarbage"}'));
      socket.on("message", () => resolve());
    });
  } finally {
    socket.close();
  }
}
