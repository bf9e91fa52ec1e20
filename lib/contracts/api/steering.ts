import { z } from "zod";
import { SteerCommand, TransferTarget } from "../live/steering";

export const SteerBody = SteerCommand.meta({
  id: "SteerCommand",
  description: "What to do with the call; `action` says which.",
});

export const EscalateInput = z.strictObject({
  target: TransferTarget.default({ kind: "queue", department: null }).meta({
    description: "Whom the call is for; without it whoever is free, as the business's routing says.",
  }),
  mode: z
    .enum(["cold", "warm"])
    .default("warm")
    .meta({ description: "`warm`: the person hears a short briefing first. `cold`: the call is handed on at once." }),
  reason: z.string().trim().max(500).default("").meta({ description: "Told to the person who takes the call." }),
});

export const EndCallInput = z.strictObject({
  reason: z.string().trim().max(500).default("").meta({ description: "Kept with the call." }),
});

/** The call's worker did it. */
export const SteerResult = z.strictObject({ callId: z.uuid(), result: z.literal("done") }).meta({ id: "SteerResult" });
