/** A switch that is on. `targetId` is the agent or call it stops; null for wider scopes. */
export type ActiveKillSwitch = {
  id: string;
  scope: "platform" | "organization" | "agent" | "call";
  organizationId: string | null;
  targetId: string | null;
  reason: string;
};

/** The switch that stops this call, or null. Before the call exists leave `callId` out. */
export function killSwitchCovering(
  switches: readonly ActiveKillSwitch[],
  call: { organizationId: string; agentId: string; callId?: string },
): ActiveKillSwitch | null {
  return switches.find((each) => covers(each, call)) ?? null;
}

function covers(each: ActiveKillSwitch, call: { organizationId: string; agentId: string; callId?: string }): boolean {
  if (each.scope === "platform") return true;
  if (each.organizationId !== call.organizationId) return false;
  switch (each.scope) {
    case "organization":
      return true;
    case "agent":
      return each.targetId === call.agentId;
    case "call":
      return each.targetId !== null && each.targetId === call.callId;
  }
}
