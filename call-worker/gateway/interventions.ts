import type { Logger } from "pino";
import type { Socket } from "socket.io";
import {
  type ClientToServerEvents,
  type InterveneReply,
  InterveneRequest,
  type ServerToClientEvents,
  type SocketData,
} from "@/lib/contracts/live/socket";
import { type SteerCommand, SteerReply } from "@/lib/contracts/live/steering";
import { parseInput, ServiceError } from "@/lib/services/errors";
import type { LiveHolder } from "@/lib/services/live/present-rights";
import type { Clock } from "../ports/clock";
import type { InterServerEvents, LiveServer } from "./gateway";

type LiveSocket = Socket<ClientToServerEvents, ServerToClientEvents, InterServerEvents, SocketData>;

/** More than a hand can press; a stuck key or a program gone wild does not reach the calls. */
const MOST_IN_A_SECOND = 5;

export type InterventionDeps = {
  io: LiveServer;
  clock: Clock;
  log: Logger;
  /** Has the call's worker do it, with what the person may do at this moment. Throws ServiceError, as `steerCall` does. */
  intervene(holder: LiveHolder, callId: string, command: SteerCommand): Promise<SteerReply>;
};

/** Takes supervisors' commands from their browsers, and answers each with whether it took effect. */
export function createInterventions({ io, clock, log, intervene }: InterventionDeps): void {
  io.on("connection", (socket: LiveSocket) => {
    let latest: number[] = [];
    socket.on("call:intervene", (request: unknown, reply: unknown) => {
      if (typeof reply !== "function") return;
      const answer = reply as (answer: InterveneReply) => void;
      const now = clock.now();
      latest = latest.filter((at) => now - at < 1_000);
      if (latest.length >= MOST_IN_A_SECOND) {
        return answer(denied("RATE_LIMITED", "That was too much at once. Wait a second, then go on."));
      }
      latest.push(now);
      act(socket, request).then(answer, (error: unknown) => answer(refusalOf(error)));
    });
  });

  async function act({ data }: LiveSocket, request: unknown): Promise<InterveneReply> {
    const { callId, command } = parseInput(InterveneRequest, request);
    return intervene(data, callId, command);
  }

  function refusalOf(error: unknown): InterveneReply {
    if (!(error instanceof ServiceError)) {
      log.error({ err: error }, "a supervisor's command failed");
      return denied("UNAVAILABLE", "Something went wrong on our side. Look at the transcript, then try again.");
    }
    const refused = SteerReply.safeParse(error.cause);
    if (refused.success) return refused.data;
    // Of a command that came inside a request the fields are the command's.
    const fields = Object.fromEntries(
      Object.entries(error.fields).map(([name, words]) => [name.replace(/^command\./, ""), words]),
    );
    switch (error.code) {
      case "NOT_FOUND":
      case "INVALID":
      case "RATE_LIMITED":
        return denied(error.code, error.message, fields);
      case "FORBIDDEN":
      case "UNAUTHENTICATED":
        return denied("FORBIDDEN", error.message);
      default:
        return denied("UNAVAILABLE", error.message);
    }
  }
}

type Denied = Extract<InterveneReply, { result: "denied" }>;

const denied = (code: Denied["code"], message: string, fields: Record<string, string> = {}): Denied => ({
  result: "denied",
  code,
  message,
  fields,
});
