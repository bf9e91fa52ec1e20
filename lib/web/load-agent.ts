import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { getAgent } from "@/lib/services/agents/get-agent";
import { ServiceError } from "@/lib/services/errors";
import { requireContext } from "./require-context";

/** An agent with its draft, read once per request. An unknown one, and another organization's, is a page not found. */
export const loadAgentPage = cache(async (agentId: string) => {
  const context = await requireContext("agents.read");
  try {
    return { context, agent: await getAgent(context, agentId) };
  } catch (error) {
    if (error instanceof ServiceError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
});
