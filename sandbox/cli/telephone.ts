import { WebSocket } from "ws";
import type { PersonEvent } from "../twilio/telephony/person-events";
import type { Step } from "../twilio/telephony/script";

/** A command for the caller of a call that is on, as the sandbox's live socket takes it. */
type CallerCommand = { type: "say"; text: string } | { type: "dtmf"; digits: string } | { type: "hangup" };

export interface Telephone {
  readonly callSid: string;
  send(command: CallerCommand): void;
  /** Resolves when the socket is closed, after the last event. */
  readonly done: Promise<void>;
}

export class SandboxError extends Error {}

/** Dials through the sandbox's control API. @throws {SandboxError} when the sandbox cannot be reached or refuses. */
export async function dial(
  sandboxUrl: string,
  call: { from: string | undefined; to: string; script: readonly Step[] },
  onEvent: (event: PersonEvent) => void,
): Promise<Telephone> {
  let response: Response;
  try {
    response = await fetch(`${sandboxUrl}/sandbox/calls`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(call),
    });
  } catch {
    throw new SandboxError(
      `The sandbox does not answer at ${sandboxUrl}. Is the product still running? Start it with "npm start".`,
    );
  }
  const answer = (await response.json().catch(() => ({}))) as { callSid?: string; error?: string };
  if (!response.ok || answer.callSid === undefined) {
    throw new SandboxError(`The sandbox did not place the call: ${answer.error ?? `HTTP status ${response.status}`}`);
  }
  const { callSid } = answer;
  const socket = new WebSocket(`${sandboxUrl.replace(/^http/, "ws")}/sandbox/calls/${callSid}/live`, {
    perMessageDeflate: false,
  });
  const done = new Promise<void>((resolve, reject) => {
    socket.on("message", (data) => onEvent(JSON.parse((data as Buffer).toString("utf8")) as PersonEvent));
    socket.once("close", () => resolve());
    socket.once("error", (error) =>
      reject(new SandboxError(`The connection to the sandbox was lost: ${error.message}`)),
    );
  });
  // Waited for by whoever holds the telephone; until then a failure is no unhandled one.
  done.catch(() => undefined);
  const early: string[] = [];
  socket.once("open", () => {
    for (const command of early.splice(0)) socket.send(command);
  });
  return {
    callSid,
    send(command) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(command));
      else if (socket.readyState === WebSocket.CONNECTING) early.push(JSON.stringify(command));
    },
    done,
  };
}
