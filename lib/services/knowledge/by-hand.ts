import { v7 as uuidv7 } from "uuid";
import type { KnowledgeSourceKind } from "@/lib/contracts/knowledge";
import type { Transaction } from "@/lib/db/transaction";
import { log } from "@/lib/log/log";
import type { ServiceContext } from "../context";
import type { EmbedderFor } from "./embedder-for";
import { embedWaiting } from "./embed-waiting";
import { holdBusiness } from "./source-row";

export type HandKind = Extract<KnowledgeSourceKind, "questions" | "facts">;

const NAMES: Record<HandKind, string> = { questions: "Questions & answers", facts: "Facts" };

/** How long a person waits for what they wrote to be searchable by meaning; jobs see to what is left. */
const EMBED_MS = 3_000;

/** The business's one source of what is typed by hand, made with the first of it. Throws NOT_FOUND for a business of another organization. */
export async function handSource(
  tx: Transaction,
  organizationId: string,
  businessId: string,
  kind: HandKind,
  now: Date,
): Promise<string> {
  await holdBusiness(tx, organizationId, businessId);
  const known = await tx.knowledgeSource.findFirst({
    where: { organizationId, businessId, kind },
    select: { id: true },
  });
  if (known) return known.id;
  const id = uuidv7();
  // Nothing has to be read for it.
  const made = { name: NAMES[kind], state: "ready", createdAt: now } as const;
  await tx.knowledgeSource.create({ data: { organizationId, id, businessId, kind, ...made } });
  return id;
}

/** Whoever writes a version: a person, or a program by its key. */
export const writerOf = ({ actor }: ServiceContext): string | null => (actor.kind === "system" ? null : actor.id);

/** Makes what was just written searchable by meaning. Never rejects: by its words it is found already, and jobs try again. */
export async function embedSoon(organizationId: string, documentId: string, embedderFor: EmbedderFor): Promise<void> {
  try {
    const embedder = await embedderFor(organizationId);
    await embedWaiting(organizationId, { embedder, documentId, signal: AbortSignal.timeout(EMBED_MS) });
  } catch (error) {
    log.warn({ organizationId, documentId, err: error }, "what was written waits to be searchable by meaning");
  }
}
