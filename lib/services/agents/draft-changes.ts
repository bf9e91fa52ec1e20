import type { DraftChange } from "@/lib/contracts/agents";
import type { Transaction } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import type { LoadedAgent } from "./agent-rows";

const MOST_KEPT = 50;

/** Writes down who changed what, under the next revision. The agent must be locked. Returns the new revision. */
export async function noteChange(
  tx: Transaction,
  context: ServiceContext,
  agent: LoadedAgent,
  change: Pick<DraftChange, "kind" | "what">,
  now: Date,
): Promise<number> {
  const revision = agent.revision + 1;
  const { actor, organizationId } = context;
  const noted: DraftChange = { ...change, revision, at: now.toISOString(), byId: actor.id, byName: actor.name };
  await tx.agent.update({
    where: { organizationId_id: { organizationId, id: agent.id } },
    data: { draftRevision: revision, draftChanges: [...agent.changes, noted].slice(-MOST_KEPT), updatedAt: now },
  });
  return revision;
}

/** Throws CONFLICT, saying who changed what and when, unless the agent is still as the caller saw it. */
export function requireRevision(agent: LoadedAgent, expected: number): void {
  if (agent.revision === expected) return;
  const since = agent.changes.filter(({ revision }) => revision > expected);
  throw new ServiceError(
    "CONFLICT",
    `${tellChanges(since)} Nothing of yours was saved. Read the draft again, compare, and save on top of it.`,
  );
}

/** "Anna Ruiz changed Greeting and Voice at 10:42 UTC on November 29." One sentence a person. */
export function tellChanges(changes: readonly DraftChange[]): string {
  const last = changes.at(-1);
  if (!last) return "The draft is not the one you began with.";
  const did: Record<DraftChange["kind"], string> = {
    saved: "changed",
    published: "published a version",
    rolled_back: "rolled back to another version",
    discarded: "threw the draft away",
  };
  const names = [...new Set(changes.map(({ byName }) => byName))];
  return names
    .map((name) => {
      const own = changes.filter(({ byName }) => byName === name);
      const newest = own.at(-1)!;
      const what = [...new Set(own.flatMap((change) => change.what))];
      const others = own.filter(({ kind }) => kind !== "saved").at(-1);
      const act = others ? did[others.kind] : `${did.saved} ${listed(what)}`;
      return `${name} ${act} at ${momentOf(newest.at)}.`;
    })
    .join(" ");
}

function listed(what: readonly string[]): string {
  if (what.length === 0) return "the draft";
  if (what.length > 4) return `${what.slice(0, 3).join(", ")} and ${what.length - 3} more`;
  return new Intl.ListFormat("en").format(what);
}

function momentOf(at: string): string {
  const moment = new Date(at);
  const time = moment.toLocaleTimeString("en-US", {
    timeZone: "UTC",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  });
  const day = moment.toLocaleDateString("en-US", { timeZone: "UTC", month: "long", day: "numeric" });
  return `${time} UTC on ${day}`;
}
