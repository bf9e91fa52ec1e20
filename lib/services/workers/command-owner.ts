import { sharedEnv } from "@/lib/env/shared";
import { findForNext } from "../call-ownership/find-for-next";
import type { ControlCommand, ControlReply } from "./control-command";
import { sendControlCommand } from "./send-command";

/** Sends a command to whichever worker owns a call now. Null when none does, or it cannot be reached. */
export async function commandOwner(
  { organizationId, callId }: { organizationId: string; callId: string },
  command: ControlCommand,
): Promise<ControlReply | null> {
  const call = await findForNext({ organizationId, callId, providerCallSid: "" });
  if (!call?.owner) return null;
  return sendControlCommand(call.owner, callId, command, { secret: sharedEnv().NEXTAUTH_SECRET, nowMs: Date.now() });
}
