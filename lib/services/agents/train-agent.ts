import { createModelCatalog } from "@/lib/adapters/bedrock/model-catalog";
import { type AgentPrompt, countPromptTokens, promptClient, warmPrompt } from "@/lib/adapters/bedrock/measure-prompt";
import type { StoredTraining, TrainedModel, TrainingReport } from "@/lib/contracts/api/agents";
import { publishProblems } from "@/lib/domain/agents/publish-problems";
import { assemblePrompt } from "@/lib/domain/prompt/assemble-prompt";
import { measurePrompt } from "@/lib/domain/prompt/measure-prompt";
import { inputSchemaOf, TOOL_DEFINITIONS } from "@/lib/domain/tools/tool-specs";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import { accountFor, type UsedAccount } from "../connections/account-for";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { loadAgent } from "./agent-rows";
import { surroundingsOf } from "./surroundings";

type Bedrock = UsedAccount<"bedrock">["account"];

/**
 * Rebuilds what an agent goes by and checks it: validates its draft, assembles the prompt, has each model it uses count the prompt's tokens, and
 * writes the prompt into the models' caches where it is long enough to be kept. Changes neither draft nor version; keeps the outcome beside them.
 * A model that can't be asked makes the count an estimate, and the report says why. Needs `agents.write`; throws NOT_FOUND. Audited.
 */
export async function trainAgent(context: ServiceContext, agentId: string, now = new Date()): Promise<TrainingReport> {
  requirePermission(context, "agents.write");
  const { organizationId, actor } = context;
  const { agent, around } = await withTenant(organizationId, async (tx) => {
    const loaded = await loadAgent(tx, organizationId, agentId);
    return { agent: loaded, around: await surroundingsOf(tx, organizationId, loaded) };
  });
  const { config, revision } = agent;
  const measure = measurePrompt(config, around.subject, around.toolTokens);
  const problems = publishProblems(config, around);
  const { account } = await accountFor(organizationId, "bedrock");
  const prompt: AgentPrompt = {
    system: assemblePrompt(config, around.subject),
    tools: config.tools.map((name) => ({
      name,
      description: TOOL_DEFINITIONS[name].description,
      inputSchema: inputSchemaOf(TOOL_DEFINITIONS[name]),
    })),
  };
  const estimate = measure.promptTokens + measure.toolTokens;
  // Outside of any transaction: vendors take their time.
  const models = await askModels(account, prompt, measure.caching, estimate);
  const stored: StoredTraining = {
    revision,
    trainedAt: now.toISOString(),
    trainedBy: actor.name,
    isReady: problems.every(({ severity }) => severity !== "blocks"),
    models,
  };
  await withTenant(organizationId, async (tx) => {
    await tx.agent.update({
      where: { organizationId_id: { organizationId, id: agent.id } },
      data: { training: stored },
    });
    const tokens = Object.fromEntries(models.map((model) => [model.tier, model.tokens]));
    await recordAudit(
      tx,
      context,
      { action: "agent.trained", targetType: "agent", targetId: agent.id, details: { revision, tokens } },
      now,
    );
  });
  return {
    ...stored,
    agentId: agent.id,
    problems,
    prompt: measure.sections.map(({ title, text, tokens }) => ({ title, text, estimatedTokens: tokens })),
    facts: config.instructions.facts.length,
  };
}

type Tier = TrainedModel["tier"];
const MODEL_OF_TIER = { fast: "haiku", standard: "sonnet", deep: "opus" } as const;
const OVERRIDE_OF_TIER = { fast: "fast", standard: "balanced", deep: "deep" } as const;

async function askModels(
  account: Bedrock,
  prompt: AgentPrompt,
  tiers: readonly { model: Tier; minTokens: number }[],
  estimate: number,
): Promise<TrainedModel[]> {
  if (!account) {
    return tiers.map(({ model, minTokens }) => ({
      ...guess(model, model, minTokens, estimate),
      problem: "No model account is connected. Connect Amazon Bedrock in the settings, under Connections.",
    }));
  }
  const catalog = createModelCatalog({ region: account.region });
  const client = promptClient(account);
  try {
    return await Promise.all(
      tiers.map(async ({ model: tier, minTokens }): Promise<TrainedModel> => {
        const id = account.models[OVERRIDE_OF_TIER[tier]] || catalog[MODEL_OF_TIER[tier]];
        const counted = await countPromptTokens(client, id, prompt).catch(problemOf);
        const known = guess(tier, id, minTokens, typeof counted === "number" ? counted : estimate);
        const model = typeof counted === "number" ? { ...known, countedBy: "model" as const } : known;
        if (!model.isCached) return { ...model, problem: typeof counted === "number" ? null : counted.problem };
        const warmed = await warmPrompt(client, id, prompt).catch(problemOf);
        if (typeof warmed === "boolean") return { ...model, warmed };
        return { ...model, problem: warmed.problem };
      }),
    );
  } finally {
    client.destroy();
  }
}

const guess = (tier: Tier, model: string, minCachedTokens: number, tokens: number): TrainedModel => ({
  tier,
  model,
  tokens,
  countedBy: "estimate",
  minCachedTokens,
  isCached: tokens >= minCachedTokens,
  warmed: false,
  problem: null,
});

/** The vendor's words go into the log of the request, not to people: they may name accounts. */
function problemOf(error: unknown): { problem: string } {
  const name = error instanceof Error ? error.name : "";
  if (
    name === "AccessDeniedException" ||
    name === "UnrecognizedClientException" ||
    name === "CredentialsProviderError"
  ) {
    return { problem: "Amazon Bedrock refused the account. Check it in the settings, under Connections." };
  }
  if (name === "ValidationException")
    return { problem: "This model cannot count tokens ahead, so they are estimated." };
  if (name === "ThrottlingException") return { problem: "Amazon Bedrock is busy. Try again in a moment." };
  return { problem: "Amazon Bedrock did not answer. Try again in a moment." };
}
