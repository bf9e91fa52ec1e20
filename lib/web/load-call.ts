import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { getCall } from "@/lib/services/calls/get-call";
import { ServiceError } from "@/lib/services/errors";
import { requireContext } from "./require-context";

/** A call with its facts, read once per request. An unknown call, and another organization's, is a page not found. */
export const loadCall = cache(async (callId: string) => {
  const context = await requireContext("calls.read");
  try {
    return { context, ...(await getCall(context, callId)) };
  } catch (error) {
    if (error instanceof ServiceError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
});
