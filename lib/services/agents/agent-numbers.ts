import type { AgentNumber } from "@/lib/contracts/agents";
import type { Transaction } from "@/lib/db/transaction";

/** The active numbers that lead to each of these agents, always or at the times of a schedule; oldest first. */
export async function agentNumbers(
  tx: Transaction,
  organizationId: string,
  agentIds: readonly string[],
): Promise<Map<string, AgentNumber[]>> {
  const any = { in: [...agentIds] };
  const rows = await tx.phoneNumber.findMany({
    where: { organizationId, active: true, OR: [{ agentId: any }, { rules: { some: { agentId: any } } }] },
    select: { id: true, e164: true, label: true, agentId: true, rules: { select: { agentId: true } } },
    orderBy: [{ createdAt: "asc" }, { e164: "asc" }],
  });
  return new Map(
    agentIds.map((agentId) => {
      const own = rows.filter((row) => row.agentId === agentId || row.rules.some((rule) => rule.agentId === agentId));
      return [agentId, own.map(({ id, e164, label }) => ({ id, e164, label }))];
    }),
  );
}
