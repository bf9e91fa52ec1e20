import { z } from "zod";
import { SteerCommand, type Steerer, type SteerReply } from "@/lib/contracts/live/steering";
import { log } from "@/lib/log/log";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import { askOwner, type AskOptions } from "../call-ownership/ask-owner";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { refuseTransfer } from "./refuse-transfer";
import { steerRights } from "./steer-rights";

/** What the audit log calls it. */
const ACTIONS = {
  whisper: "call.whispered",
  say: "call.said",
  pause: "call.paused",
  resume: "call.resumed",
  override: "call.instructed",
  give_back: "call.given_back",
  transfer: "call.transferred",
  stop_recording: "call.recording_stopped",
  end: "call.ended",
} as const satisfies Record<SteerCommand["action"], string>;

/**
 * Steps into a call in progress: the worker that holds it does it, or says why not. Returns once it took effect. Needs `calls.control`, or to have accepted this
 * very call as the person it was escalated to. Throws
 * INVALID (the command, or whom a transfer is for), NOT_FOUND, CONFLICT (the call is over, somebody else has the floor, not possible now; `cause`
 * is the refusal as a SteerReply) and UNAVAILABLE (the call's worker cannot be reached). What took effect is audited; the words are in the call's
 * own record, which is erased with its caller.
 */
export async function steerCall(
  context: ServiceContext,
  callId: string,
  rawCommand: unknown,
  options: AskOptions = {},
): Promise<Extract<SteerReply, { result: "done" }>> {
  if (!(await steerRights(context, callId)).mayControl) requirePermission(context, "calls.control");
  const command = parseInput(SteerCommand, rawCommand);
  if (!z.uuid().safeParse(callId).success) throw new ServiceError("NOT_FOUND", "There is no such call.");
  const { organizationId, actor } = context;
  if (command.action === "transfer") await refuseTransfer(organizationId, callId, command.target);
  const reply = await askOwner(
    { organizationId, callId },
    { command: "steer", by: steererOf(context), steer: command },
    options,
  );
  if (reply.result === "refused") throw new ServiceError("CONFLICT", reply.message, { cause: reply });

  const record = { action: ACTIONS[command.action], targetType: "call", targetId: callId, details: detailsOf(command) };
  try {
    await withTenant(organizationId, (tx) => recordAudit(tx, context, record));
  } catch (error) {
    // It has happened: to say that it failed would have it done twice. The call's own record tells who did it.
    log.error(
      { err: error, callId, action: record.action, actorId: actor.id },
      "took effect and is not in the audit log",
    );
  }
  return { result: "done" };
}

export const steererOf = ({ actor }: Pick<ServiceContext, "actor">): Steerer => ({
  userId: actor.kind === "user" ? actor.id : null,
  name: actor.name.slice(0, 200),
});

/** Ids and figures alone: the log can't be erased, and words may be about a caller. */
function detailsOf(command: SteerCommand): Record<string, unknown> {
  switch (command.action) {
    case "whisper":
    case "say":
    case "override":
      return { characters: command.text.length };
    case "give_back":
      return { characters: command.promised.length };
    case "transfer":
      return { mode: command.mode, target: command.target };
    default:
      return {};
  }
}
