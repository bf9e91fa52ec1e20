import { InterveneReply, type InterveneRequest } from "@/lib/contracts/live/socket";
import type { SteerCommand } from "@/lib/contracts/live/steering";
import { NO_ANSWER, NOT_CONNECTED } from "./rail/steer-words";

/** Longer than a worker may take to answer another one. */
const ANSWER_LIMIT_MS = 6_000;

/** What stepping in needs from Socket.IO; small, so that a test can stand in for it. */
export type CommandSocket = {
  connected: boolean;
  timeout(ms: number): { emitWithAck(event: "call:intervene", request: InterveneRequest): Promise<unknown> };
};

/**
 * Sends a supervisor's command and resolves with what came of it. Never sends it later: a command that waited for the connection would meet
 * another conversation.
 */
export async function intervene(socket: CommandSocket, callId: string, command: SteerCommand): Promise<InterveneReply> {
  if (!socket.connected) return unavailable(NOT_CONNECTED);
  try {
    const reply = InterveneReply.safeParse(
      await socket.timeout(ANSWER_LIMIT_MS).emitWithAck("call:intervene", { callId, command }),
    );
    return reply.success
      ? reply.data
      : unavailable("The call-worker answered in a form this page does not know. Reload it.");
  } catch {
    return unavailable(NO_ANSWER);
  }
}

const unavailable = (message: string): InterveneReply => ({
  result: "denied",
  code: "UNAVAILABLE",
  message,
  fields: {},
});
