import type { VersionSummary } from "@/lib/contracts/agents";
import type { Prisma } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";

export const VERSION_SELECT = {
  id: true,
  number: true,
  state: true,
  note: true,
  restoredFrom: true,
  publishedAt: true,
  publishedBy: true,
  createdBy: true,
  retiredAt: true,
  config: true,
  _count: { select: { calls: true } },
} satisfies Prisma.AgentVersionSelect;

type Row = Prisma.AgentVersionGetPayload<{ select: typeof VERSION_SELECT }>;

/** A version without its settings. One that was published before names were kept gets its maker's present name. */
export const toVersionSummary = (row: Row, names: ReadonlyMap<string, string>): VersionSummary => ({
  id: row.id,
  number: row.number,
  state: row.state,
  note: row.note,
  restoredFrom: row.restoredFrom,
  publishedAt: row.publishedAt?.toISOString() ?? null,
  publishedBy: row.publishedBy ?? (row.createdBy === null ? null : (names.get(row.createdBy) ?? null)),
  retiredAt: row.retiredAt?.toISOString() ?? null,
  calls: row._count.calls,
});

/** The names of the members who made versions. */
export async function namesOf(tx: Transaction, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  if (known.length === 0) return new Map();
  const people = await tx.user.findMany({ where: { id: { in: known } }, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}
