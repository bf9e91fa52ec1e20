import type { IntegrationVendor } from "@/lib/contracts/integrations";
import { findIntegration } from "@/lib/domain/integrations/catalogue";
import type { VendorAnswer, VendorRequest } from "@/lib/domain/integrations/integration";
import type { Sent } from "@/lib/domain/tools/http-tool/read-answer";
import type { IntegrationDeps } from "../../integrations/installation";
import { callVendor } from "../../integrations/use-integration-tool";

/** An answer that can be read; a plain no, after which nothing was done; or nothing that tells what became of it. */
export type Asked =
  { kind: "answer"; answer: VendorAnswer } | { kind: "refused"; problem: string } | { kind: "lost"; problem: string };

/** A caller waits no longer, renewing the sign-in included. */
const PATIENCE_MS = 2_500;

/** One request to a business's calendar. Never rejects for the vendor, and never takes longer than a caller waits. */
export async function askVendor(
  organizationId: string,
  vendor: IntegrationVendor,
  request: VendorRequest,
  deps: IntegrationDeps,
): Promise<Asked> {
  const title = findIntegration(vendor)?.title ?? vendor;
  const sent = await inTime(
    callVendor({ organizationId }, vendor, request, PATIENCE_MS, deps).then((answered) => answered.sent),
    title,
  );
  if (sent.kind === "not_sent") return { kind: "refused", problem: sent.problem };
  if (sent.kind === "broken") return { kind: "lost", problem: sent.problem };
  const { status } = sent;
  const json = parsed(sent.text);
  if (request.expects?.includes(status)) return { kind: "answer", answer: { status, json: json ?? null } };
  if (status >= 400 && status < 500) return { kind: "refused", problem: `${title} refused it (${status})` };
  if (status < 200 || status >= 300) return { kind: "lost", problem: `${title} answered with an error (${status})` };
  if (json === undefined) return { kind: "lost", problem: `the answer of ${title} can't be read` };
  return { kind: "answer", answer: { status, json } };
}

function inTime(work: Promise<Sent>, title: string): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const late: Sent = { kind: "broken", problem: `${title} took too long`, status: null, text: "" };
    const timer = setTimeout(() => resolve(late), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Null for an empty body, undefined for what is no JSON. */
function parsed(body: string): unknown {
  if (body.trim() === "") return null;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
