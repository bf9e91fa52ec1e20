import type { ZodOpenApiPathItemObject } from "zod-openapi";
import { TEST_EVENT, WEBHOOK_PAYLOADS } from "@/lib/contracts/webhook-events";

/** When each is sent. */
const WHEN: Record<keyof typeof WEBHOOK_PAYLOADS, string> = {
  "call.started": "An agent has a call. A call that nobody answered ends without having started.",
  "call.updated": "A call was answered, taken over by somebody of the team, given back, or is being put through.",
  "call.ended": "A call is over, however it ended.",
  "call.analyzed":
    "A call was looked over, some seconds after its end: its summary, outcome and the fields that the business asks of each call. Sent anew when it is looked over again.",
  "interaction.added": "Something was said, by whoever said it.",
  "sentiment.changed": "How the caller's last turn sounds, by its words.",
  "qa.score.updated": "A call's score so far, and, once it is over, each time it changes.",
  "escalation.triggered": "A caller needs a person.",
  "escalation.completed": "An escalation is settled.",
  "notification.created":
    "Members were told something. Once, however many of them; what is for some by name is not sent.",
  "appointment.booked": "An appointment was booked, in a call or otherwise.",
  "appointment.moved": "An appointment has another time.",
  "appointment.canceled": "An appointment was canceled.",
  "outcome.not_done": "What a caller was told to be done turned out after the call not to be so.",
  [TEST_EVENT]: "Somebody sent a test. Every webhook gets those of its own.",
};

const HOW = [
  "Sent as POST with JSON to the address of each webhook that wants it, by the Standard Webhooks specification. The headers `webhook-id`,",
  "`webhook-timestamp` (seconds) and `webhook-signature` come with it: the last has `v1,` and the base64 of HMAC-SHA256 over",
  "`<webhook-id>.<webhook-timestamp>.<body>`, with the bytes that the secret's base64 after `whsec_` stands for. After a rotation there are two,",
  "with a space between. Refuse a timestamp that is more than five minutes away.",
  "\n\nAnswer with any 2xx within 10 seconds; do the work afterwards. Otherwise it comes again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, or later",
  "where a 429 or 503 says so by `Retry-After`. 410 switches the webhook off; so do five days without anything taken. Redirects are not followed.",
  "\n\nIt comes at least once: take each `webhook-id` once. Order is kept as far as it goes and not promised: sort by `data.sequence`.",
  "Test calls send nothing.",
].join(" ");

/** What the product sends of itself: OpenAPI 3.1's `webhooks`, made from the schemas that the bodies are made by. */
export function documentWebhooks(): Record<string, ZodOpenApiPathItemObject> {
  return Object.fromEntries(
    Object.entries(WEBHOOK_PAYLOADS).map(([type, schema]) => [
      type,
      {
        post: {
          operationId: `on.${type}`,
          tags: ["Webhooks"],
          summary: type,
          description: `${WHEN[type as keyof typeof WHEN]}\n\n${HOW}`,
          security: [],
          requestBody: { required: true, content: { "application/json": { schema } } },
          responses: {
            "2XX": { description: "Taken." },
            410: { description: "It wants nothing any more: the webhook is switched off." },
          },
        },
      },
    ]),
  );
}
