import { z } from "zod";
import { audioRights, whoHasTaken } from "../call-audio/audio-rights";
import type { ServiceContext } from "../context";

export type SteerRights = { mayControl: boolean; mayListen: boolean };

/**
 * What somebody may do with a call in progress: by their role, or because they accepted this very call as the person it was escalated to.
 * Tells nothing of the call, not even whether it is there.
 */
export async function steerRights(
  context: Pick<ServiceContext, "organizationId" | "actor" | "permissions">,
  callId: string,
): Promise<SteerRights> {
  const { organizationId, actor, permissions } = context;
  const hasAll = permissions.has("calls.control") && permissions.has("calls.listen");
  const mayHaveTaken = !hasAll && actor.kind === "user" && z.uuid().safeParse(callId).success;
  const [hasTaken = false] = mayHaveTaken ? await whoHasTaken([{ organizationId, userId: actor.id, callId }]) : [];
  const { mayListen, maySpeak } = audioRights(permissions, hasTaken);
  return { mayControl: maySpeak, mayListen };
}
