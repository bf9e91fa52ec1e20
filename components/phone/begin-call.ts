import { z } from "zod";
import { BrowserCall } from "@/lib/contracts/browser-line";
import { StartError } from "./browser-phone";

const Refusal = z.object({ detail: z.string().optional(), title: z.string().optional() });

/** Asks our server for a call. Throws StartError in its words. */
export async function beginCall(path: string, body: Record<string, unknown>): Promise<BrowserCall> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new StartError("Aybiza cannot be reached. Check your connection, then try again.");
  }
  const answer: unknown = await response.json().catch(() => null);
  const call = BrowserCall.safeParse(answer);
  if (response.ok && call.success) return call.data;
  const refusal = Refusal.safeParse(answer);
  throw new StartError((refusal.success && refusal.data.detail) || "The call could not be started. Try again.");
}
