import { createModelCatalog } from "@/lib/adapters/bedrock/model-catalog";
import type { ModelTier } from "@/lib/domain/conversation/messages";
import { accountFor } from "./account-for";

/** The Bedrock model behind each tier that a call's facts name, as the organization's account has them now. */
export async function modelsOf(organizationId: string): Promise<Record<ModelTier, string>> {
  // An account that can't be opened says so at Connections; its models have the ids of every other.
  const { account } = await accountFor(organizationId, "bedrock").catch(() => ({ account: null }));
  const { haiku, sonnet, opus } = createModelCatalog({ region: account?.region ?? "us-east-1" });
  const chosen = account?.models;
  return { fast: chosen?.fast ?? haiku, standard: chosen?.balanced ?? sonnet, deep: chosen?.deep ?? opus };
}
