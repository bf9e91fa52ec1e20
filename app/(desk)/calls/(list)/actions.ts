"use server";

import type { CallView } from "@/lib/contracts/call-views";
import type { Saved } from "@/lib/contracts/saved";
import { createCallView, deleteCallView } from "@/lib/services/call-views/call-views";
import { tagCalls } from "@/lib/services/calls/tag-calls";
import { getOrganization } from "@/lib/services/organizations/get-organization";
import { queueReviews } from "@/lib/services/quality/queue-reviews";
import { viewQueryOf } from "@/lib/web/call-query";
import { requireContext } from "@/lib/web/require-context";
import { savedOf } from "@/lib/web/saved";

/** Keeps the filters of a list's address under a name. */
export async function saveViewAction(input: {
  name: string;
  shared: boolean;
  address: string;
}): Promise<Saved<CallView>> {
  const context = await requireContext("notes.write");
  return savedOf(async () => {
    const { timeZone } = await getOrganization(context);
    const params = Object.fromEntries(new URLSearchParams(input.address.split("?")[1] ?? ""));
    return createCallView(context, { ...input, query: viewQueryOf(params, timeZone) });
  });
}

export async function removeViewAction(viewId: string): Promise<Saved<null>> {
  const context = await requireContext("notes.write");
  return savedOf(async () => {
    await deleteCallView(context, viewId);
    return null;
  });
}

export async function tagCallsAction(
  callIds: string[],
  tags: { add: string[]; remove: string[] },
): Promise<Saved<{ changed: number }>> {
  const context = await requireContext("notes.write");
  return savedOf(() => tagCalls(context, { ...tags, callIds }));
}

export async function queueReviewsAction(callIds: string[]): Promise<Saved<{ queued: number }>> {
  const context = await requireContext("quality.review");
  return savedOf(() => queueReviews(context, { callIds }));
}
