import { z } from "zod";
import { BrowserCall } from "../browser-line";
import { CallResource } from "./calls";

export const TestCallBody = z.strictObject({
  agentId: z.uuid().meta({ description: "The agent to talk to." }),
  version: z
    .enum(["draft", "published"])
    .default("published")
    .meta({ description: "The draft as it stands now, or what callers get. A draft is tried in the browser alone." }),
  to: z
    .string()
    .max(40)
    .optional()
    .meta({ description: "The number to call, with country. Without it the call comes from a browser." }),
});

/** What a test call began as. */
export const TestCallResource = z
  .discriminatedUnion("line", [
    z.strictObject({ line: z.literal("phone"), call: CallResource }),
    z.strictObject({
      line: z.literal("browser"),
      browser: z.strictObject(BrowserCall.shape).meta({
        description:
          "For the browser's side of the call: a one-time token, good for a minute, and where to go with it.",
      }),
    }),
  ])
  .meta({ id: "TestCall" });
