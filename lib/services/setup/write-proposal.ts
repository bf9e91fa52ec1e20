import { askForJson, ModelAnswerError } from "@/lib/adapters/bedrock/ask-for-json";
import { createModelCatalog } from "@/lib/adapters/bedrock/model-catalog";
import { readSite, type Site, type SiteReader } from "@/lib/adapters/web-fetch/read-site";
import { WebFetchError } from "@/lib/adapters/web-fetch/web-fetch-error";
import {
  type AgentProposal,
  AskProposal,
  type ProposalSource,
  type ProposalSubject,
  WrittenDraft,
} from "@/lib/contracts/agent-proposal";
import { withTenant } from "@/lib/db/transaction";
import { checkProposal, type SourceText } from "@/lib/domain/setup/check-proposal";
import { log } from "@/lib/log/log";
import { recordAudit } from "../audit/record-audit";
import { accountFor } from "../connections/account-for";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { PROPOSAL_SYSTEM, proposalText } from "./proposal-prompt";

const HOUR_MS = 3_600_000;
/** Reading a website and asking a model cost money: a person needs a few, a program gone wild would make thousands. */
export const PROPOSALS_AN_HOUR = 30;
const MAX_TOKENS = 4_000;
const MODEL_TIMEOUT_MS = 60_000;

/**
 * Writes a draft of an agent from the business's website or description, as a proposal: nothing is changed by it. Needs `agents.write`.
 * Throws INVALID with words when the website cannot be read (`source.url`), UNAVAILABLE when the model does not answer, RATE_LIMITED beyond
 * 30 an hour. Audited, without the text.
 */
export async function writeProposal(
  context: ServiceContext,
  input: { source: unknown; subject: ProposalSubject },
  reader: SiteReader,
  now = new Date(),
): Promise<AgentProposal> {
  requirePermission(context, "agents.write");
  const { source, subject } = parseInput(AskProposal, input);
  await countProposal(context, source.kind, now);
  const { from, url, sources } = await readSource(source, reader);
  const { account } = await accountFor(context.organizationId, "bedrock");
  if (!account)
    throw new ServiceError("UNAVAILABLE", "No model is connected. Connect Amazon Bedrock, or use the template.");
  try {
    const { value, inputTokens, outputTokens } = await askForJson(account, {
      modelId: account.models.fast ?? createModelCatalog({ region: account.region }).haiku,
      system: PROPOSAL_SYSTEM,
      text: proposalText(subject, sources),
      answer: { name: "describe_agent", description: "The agent's settings, from the document.", schema: WrittenDraft },
      maxTokens: MAX_TOKENS,
      timeoutMs: MODEL_TIMEOUT_MS,
    });
    const checked = checkProposal(value, sources);
    log.info({ requestId: context.requestId, inputTokens, outputTokens, leftOut: checked.leftOut }, "proposal written");
    return { from, url, pages: sources.length, ...checked };
  } catch (error) {
    if (!(error instanceof ModelAnswerError)) throw error;
    log.warn({ requestId: context.requestId, err: error.cause ?? error }, "no proposal from the model");
    throw new ServiceError("UNAVAILABLE", error.message, error.isPassing ? { retryAfterMs: 60_000 } : {});
  }
}

async function readSource(
  source: ProposalSource,
  reader: SiteReader,
): Promise<{ from: string; url: string | null; sources: SourceText[] }> {
  if (source.kind === "description")
    return { from: "your description", url: null, sources: [{ url: null, text: source.text }] };
  try {
    const { url, pages } = await readFirst(addressesToTry(source.url), reader);
    return { from: new URL(url).host.replace(/^www\./, ""), url, sources: pages };
  } catch (error) {
    if (!(error instanceof WebFetchError)) throw error;
    throw new ServiceError("INVALID", error.message, { fields: { "source.url": error.message } });
  }
}

/** As people write addresses: without a protocol, which is then the safe one, and the other where nobody answers to it. */
function addressesToTry(typed: string): string[] {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(typed)) return [typed];
  const [safe, plain] = [`https://${typed}`, `http://${typed}`] as const;
  return /^[^/]+:\d/.test(typed) ? [plain, safe] : [safe, plain];
}

async function readFirst(addresses: readonly string[], reader: SiteReader): Promise<Site> {
  const [address = "", ...more] = addresses;
  try {
    return await readSite(address, reader);
  } catch (error) {
    if (more.length === 0 || !(error instanceof WebFetchError) || error.problem !== "unreachable") throw error;
    return readFirst(more, reader);
  }
}

/** The audit log counts them: an entry each. */
async function countProposal(context: ServiceContext, kind: string, now: Date): Promise<void> {
  const { organizationId } = context;
  await withTenant(organizationId, async (tx) => {
    const lately = await tx.auditEntry.count({
      where: { organizationId, action: "proposal.asked", at: { gt: new Date(now.getTime() - HOUR_MS) } },
    });
    if (lately >= PROPOSALS_AN_HOUR)
      throw new ServiceError("RATE_LIMITED", "These are many drafts for one hour. Go on a little later.", {
        retryAfterMs: HOUR_MS,
      });
    const record = { action: "proposal.asked", targetType: "organization", targetId: organizationId };
    await recordAudit(tx, context, { ...record, details: { from: kind } }, now);
  });
}
