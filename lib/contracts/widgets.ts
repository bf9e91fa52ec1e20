import { z } from "zod";

export const WidgetInput = z.object({
  name: z.string().trim().min(1, "give it a name").max(100),
  agentId: z.uuid("choose an agent"),
  /** What the button says. */
  label: z.string().trim().min(1, "write what the button says").max(40).default("Talk to us"),
  /** As people write them; kept as origins. */
  allowedOrigins: z
    .array(z.string().max(300))
    .min(1, "name at least one web site it may be used on")
    .max(50, "at most 50 web sites"),
  callsPerHour: z.coerce.number().int().min(1, "at least 1").max(10_000, "at most 10,000").default(60),
  active: z.boolean().default(true),
});
export type WidgetInput = z.input<typeof WidgetInput>;

export type WidgetResource = {
  id: string;
  publicKey: string;
  name: string;
  agentId: string;
  agentName: string;
  label: string;
  allowedOrigins: string[];
  callsPerHour: number;
  active: boolean;
  createdAt: string;
};

/** What a visitor's browser may know. */
export type PublicWidget = { label: string; agentName: string; businessName: string; language: string };
