import type { IncomingMessage } from "node:http";
import { ControlCommand, type ControlReply } from "@/lib/services/workers/control-command";
import { CONTROL_SIGNATURE_HEADER, controlSignatureIsValid } from "@/lib/services/workers/control-signature";
import { PublishCommand } from "@/lib/services/workers/publish-command";
import type { Clock } from "../ports/clock";
import { readBody, RequestError } from "./read-body";

export type ControlDeps = {
  clock: Clock;
  /** Shared by Aybiza's own processes. */
  controlSecret: string;
  /** Tells the browsers connected here. */
  publish(command: PublishCommand): void;
  /** Performs a command on a call of this worker. */
  control(callId: string, command: ControlCommand): ControlReply;
};

/** POST /control/calls/{id}: a command from another of our processes, signed. */
export async function handleControl(
  deps: ControlDeps,
  request: IncomingMessage,
  callId: string,
): Promise<ControlReply> {
  const command = ControlCommand.safeParse(await readSigned(deps, request));
  if (!command.success)
    throw new RequestError(400, `Not a command: ${command.error.issues[0]?.message ?? "unknown shape"}`);
  return deps.control(callId, command.data);
}

/** POST /control/publish: news for browsers from another of our processes, signed. */
export async function handlePublish(deps: ControlDeps, request: IncomingMessage): Promise<void> {
  const command = PublishCommand.safeParse(await readSigned(deps, request));
  if (!command.success) throw new RequestError(400, `Not news: ${command.error.issues[0]?.message ?? "unknown shape"}`);
  deps.publish(command.data);
}

async function readSigned({ clock, controlSecret }: ControlDeps, request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request, "application/json");
  const signature = request.headers[CONTROL_SIGNATURE_HEADER];
  const signed = { method: "POST", path: request.url ?? "", body };
  const nowMs = clock.wallTime().getTime();
  if (!controlSignatureIsValid(typeof signature === "string" ? signature : undefined, signed, controlSecret, nowMs)) {
    throw new RequestError(
      403,
      "The command is not signed by another Aybiza process, or its clock is off by over 30 s",
    );
  }
  return parseJson(body);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new RequestError(400, "The body is not JSON");
  }
}
