import type { ControlCommand } from "./control-command";
import { ControlReply } from "./control-command";
import { CONTROL_SIGNATURE_HEADER, signControl } from "./control-signature";

const ANSWER_LIMIT_MS = 1_500;

/**
 * Sends a command to the worker that owns a call. Null when the worker can't be reached within 1.5 s or refuses: it may be gone, and
 * whoever asks decides without it.
 */
export async function sendControlCommand(
  worker: { url: string },
  callId: string,
  command: ControlCommand,
  options: { secret: string; nowMs: number },
): Promise<ControlReply | null> {
  const path = `/control/calls/${callId}`;
  const body = JSON.stringify(command);
  try {
    const response = await fetch(new URL(path, worker.url), {
      method: "POST",
      headers: {
        "content-type": "application/json",
        [CONTROL_SIGNATURE_HEADER]: signControl({ method: "POST", path, body }, options.secret, options.nowMs),
      },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    });
    const reply = ControlReply.safeParse(await response.json());
    return response.ok && reply.success ? reply.data : null;
  } catch {
    return null;
  }
}
