import type { WidgetInput, WidgetResource } from "@/lib/contracts/widgets";
import type { Prisma } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";
import { readAllowedOrigin } from "@/lib/domain/widgets/allowed-origin";
import { ServiceError } from "../errors";

export const WIDGET_SELECT = {
  id: true,
  publicKey: true,
  name: true,
  agentId: true,
  label: true,
  allowedOrigins: true,
  callsPerHour: true,
  active: true,
  createdAt: true,
  agent: { select: { name: true } },
} as const satisfies Prisma.WidgetSelect;

type Row = Prisma.WidgetGetPayload<{ select: typeof WIDGET_SELECT }>;

export const toWidget = ({ agent, createdAt, ...row }: Row): WidgetResource => ({
  ...row,
  agentName: agent.name,
  createdAt: createdAt.toISOString(),
});

/** The origins that were meant, each once. Throws INVALID naming the first that is none. */
export function originsOf(written: readonly string[]): string[] {
  const origins = written.map((one) => {
    const read = readAllowedOrigin(one);
    if (read.ok) return read.origin;
    throw new ServiceError("INVALID", `Check the web sites: ${read.problem}.`, {
      fields: { allowedOrigins: read.problem },
    });
  });
  return [...new Set(origins)];
}

/** Throws NOT_FOUND for an agent that is not there to talk. */
export async function requireAgent(
  tx: Transaction,
  organizationId: string,
  agentId: WidgetInput["agentId"],
): Promise<void> {
  const agent = await tx.agent.findFirst({
    where: { organizationId, id: agentId, archivedAt: null },
    select: { id: true },
  });
  if (!agent) throw new ServiceError("NOT_FOUND", "There is no such agent, or it is archived.");
}
