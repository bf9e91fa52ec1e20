"use server";

import type { TransferPerson } from "@/components/live/rail/use-rail";
import type { Saved } from "@/lib/contracts/saved";
import { reachability } from "@/lib/domain/people/reachability";
import { listHumanAgents } from "@/lib/services/human-agents/list-human-agents";
import { requireContext } from "@/lib/web/require-context";
import { savedOf } from "@/lib/web/saved";

/** Who could take a call at this moment. */
export async function findPeopleAction(): Promise<Saved<TransferPerson[]>> {
  const context = await requireContext("people.read");
  const nowMs = Date.now();
  return savedOf(async () =>
    (await listHumanAgents(context)).map((person) => ({
      id: person.id,
      name: person.name,
      departments: person.departments,
      ...reachability(person, nowMs),
    })),
  );
}
