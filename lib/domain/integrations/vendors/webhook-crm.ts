import { problemOfAddress } from "@/lib/domain/tools/http-tool/tool-address";
import type { ActionRun, ActionSteps, Integration } from "../integration";
import { asked, bound } from "../parameters";
import { text } from "../reading";

/**
 * Any CRM that takes a signed POST: `X-Aybiza-Signature: t=<seconds>,v1=<hex>` is HMAC-SHA256 of `<t>.<body>`. `id` is the same when it is sent
 * twice. An answer with an `id` is told to the agent.
 */

const SHORTEST_SECRET = 16;

function* sendRecord(run: ActionRun): ActionSteps {
  const { said, bound: known, runId, nowMs } = run;
  const { status, json } = yield {
    method: "POST",
    path: "",
    headers: { "idempotency-key": runId },
    body: {
      id: runId,
      type: said.kind,
      at: new Date(nowMs).toISOString(),
      name: said.name ?? null,
      text: said.text,
      caller_number: known.caller_number ?? null,
      call_id: known.call_id ?? null,
      business_id: known.business_id ?? null,
      organization_id: known.organization_id ?? null,
      language: known.language ?? null,
    },
    changes: true,
  };
  const id = text(json, "id");
  return { done: { taken: true, ...(id === null ? {} : { number: id }), status } };
}

export const WEBHOOK_CRM: Integration = {
  vendor: "webhook_crm",
  title: "Your own CRM",
  description: "Agents hand leads, notes and requests to any system of yours that takes a signed web request.",
  auth: {
    kind: "key",
    signIn: "signed",
    fields: [
      {
        name: "address",
        label: "Address",
        hint: "It is sent a POST with JSON, such as https://crm.example.com/aybiza",
        secret: false,
      },
      {
        name: "secret",
        label: "Signing secret",
        hint: "16 characters or more. Your system knows by it that a request is ours.",
        secret: true,
      },
    ],
    read: ({ address = "", secret = "" }) => {
      const problem = problemOfAddress(address) ?? (address.includes("{") ? "take the {names} out of it" : null);
      if (problem) return { field: "address", problem };
      if (secret.length < SHORTEST_SECRET)
        return { field: "secret", problem: `give ${SHORTEST_SECRET} characters or more` };
      return { apiUrl: address, name: new URL(address).host, user: "", secret };
    },
  },
  scopes: [],
  settings: [],
  apiOrigin: "",
  problemIn: (json) => text(json, "message") ?? text(json, "error"),
  actions: [
    {
      name: "send_record",
      title: "Hand something to your CRM",
      description:
        "Hands what the caller wants to the business's own system: a lead, a note or a request. Ask for what is missing first.",
      effect: "changes",
      confirm: "none",
      sayWhile: "One moment, I’m passing that on.",
      parameters: [
        asked("kind", "What it is", { type: "choice", options: ["lead", "note", "request"] }),
        asked("name", "The caller's name, when they said it", { required: false }),
        asked("text", "What the caller wants, in their own words"),
        bound("caller_number", false),
        bound("call_id", false),
        bound("business_id", false),
        bound("organization_id", false),
        bound("language", false),
      ],
      steps: sendRecord,
      // It has no address to read from.
      readBack: null,
    },
  ],
};
