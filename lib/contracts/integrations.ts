import { z } from "zod";
import { BoundSource, RunOutcome, TOOL_RULES, ToolParameter } from "./tools";

/** Integrations: accounts of a business at other services, whose actions its agents may use as tools. */

export const IntegrationVendor = z.enum([
  "google_calendar",
  "calendly",
  "gmail",
  "slack",
  "hubspot",
  "salesforce",
  "jira",
  "notion",
  "webhook_crm",
]);
export type IntegrationVendor = z.infer<typeof IntegrationVendor>;

const ActionName = z.string().regex(/^[a-z_]{1,40}$/);

/** One version of a tool that is an action of an integration. What it asks of the vendor is in the catalogue. */
export const IntegrationToolSpec = z.strictObject({ ...TOOL_RULES, vendor: IntegrationVendor, action: ActionName });
export type IntegrationToolSpec = z.output<typeof IntegrationToolSpec>;

/** `unavailable`: this installation has no app registered with the vendor. `needs_reconnecting`: the vendor took the consent back. */
export const IntegrationState = z.enum(["unavailable", "not_connected", "connected", "needs_reconnecting"]);
export type IntegrationState = z.infer<typeof IntegrationState>;

/** A thing an action needs to know: from the agent, or put in by the server. */
export const ActionParameter = ToolParameter.pick({
  name: true,
  description: true,
  type: true,
  options: true,
  required: true,
}).extend({ source: z.union([z.literal("model"), BoundSource]) });
export type ActionParameter = z.output<typeof ActionParameter>;

export const IntegrationActionResource = z
  .strictObject({
    action: z.string(),
    toolId: z.uuid().nullable().meta({ description: "The tool that agents use it by; null until it is connected." }),
    name: z.string().nullable().meta({ description: "What models call it." }),
    version: z.int().nullable(),
    title: z.string(),
    description: z.string(),
    effect: z.enum(["reads", "changes"]),
    enabled: z.boolean(),
    warning: z.string().nullable().meta({
      description: "What to know before callers get it: it is off until it is switched on; null: nothing.",
    }),
    confirm: TOOL_RULES.confirm.unwrap(),
    sayWhile: z.string(),
    limits: TOOL_RULES.limits.unwrap(),
    parameters: z.array(ActionParameter),
    agents: z.int().meta({ description: "How many agents may use it." }),
    lastRunAt: z.string().nullable(),
    lastOutcome: RunOutcome.nullable(),
    runsOfDay: z.int(),
    failuresOfDay: z.int(),
  })
  .meta({ id: "IntegrationAction" });
export type IntegrationActionResource = z.output<typeof IntegrationActionResource>;

const SettingResource = z.strictObject({
  name: z.string(),
  label: z.string(),
  hint: z.string(),
  required: z.boolean(),
  value: z.string(),
});

const SecretFieldResource = z.strictObject({
  name: z.string(),
  label: z.string(),
  hint: z.string(),
  secret: z.boolean(),
});

export const IntegrationResource = z
  .strictObject({
    vendor: IntegrationVendor,
    title: z.string(),
    description: z.string(),
    state: IntegrationState,
    auth: z
      .enum(["oauth", "key"])
      .meta({ description: "`oauth`: consent is given at the vendor; `key`: by what is typed in." }),
    fields: z.array(SecretFieldResource).meta({ description: "What is typed in to connect one with a key." }),
    scopes: z.array(z.strictObject({ scope: z.string(), words: z.string() })).meta({
      description: "What the vendor is asked to allow, in plain words.",
    }),
    granted: z.array(z.string()).meta({ description: "The scopes that the vendor has granted." }),
    account: z.string().nullable().meta({ description: "Whose account it is, as the vendor names it." }),
    problem: z.string().nullable(),
    settings: z.array(SettingResource),
    connectedBy: z.string().nullable(),
    connectedAt: z.string().nullable(),
    actions: z.array(IntegrationActionResource),
  })
  .meta({ id: "Integration" });
export type IntegrationResource = z.output<typeof IntegrationResource>;
export const IntegrationList = z.strictObject({ integrations: z.array(IntegrationResource) });

const Values = z.record(z.string().max(40), z.string().trim().max(2000));

export const ConnectIntegrationInput = z.strictObject({
  fields: Values.default({}).meta({ description: "Of one that connects with a key: its fields, write only." }),
});

/** `url`: where a person of the organization, signed in here, gives their consent; null: it is connected already. */
export const ConnectIntegrationResult = z
  .strictObject({ url: z.url().nullable(), expiresAt: z.string().nullable() })
  .meta({ id: "IntegrationConnect" });
export type ConnectIntegrationResult = z.output<typeof ConnectIntegrationResult>;

export const DisconnectResult = z
  .strictObject({
    revoked: z.boolean().meta({ description: "The vendor has taken the consent back too." }),
    note: z.string().meta({ description: "What happened, in words." }),
  })
  .meta({ id: "IntegrationDisconnect" });
export type DisconnectResult = z.output<typeof DisconnectResult>;

export const SaveIntegrationInput = z.strictObject({ settings: Values });

export const SaveActionInput = z.strictObject({
  enabled: z.boolean().optional(),
  confirm: TOOL_RULES.confirm.unwrap().optional(),
  sayWhile: z.string().trim().max(200).optional(),
  limits: TOOL_RULES.limits.unwrap().optional(),
});
