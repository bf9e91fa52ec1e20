import type { WebhookEventType } from "@/lib/contracts/webhook-events";

/** When each is sent, as people say it, in groups. */
export const EVENT_GROUPS: readonly { title: string; events: readonly { type: WebhookEventType; words: string }[] }[] =
  [
    {
      title: "Calls",
      events: [
        { type: "call.started", words: "A call begins" },
        { type: "call.updated", words: "It is answered, taken over, given back or put through" },
        { type: "call.ended", words: "It is over" },
        { type: "call.analyzed", words: "Its summary, outcome and your own fields are ready" },
      ],
    },
    {
      title: "While people talk",
      events: [
        { type: "interaction.added", words: "Somebody said something" },
        { type: "sentiment.changed", words: "How the caller sounds" },
        { type: "qa.score.updated", words: "The call’s score changes" },
      ],
    },
    {
      title: "People needed",
      events: [
        { type: "escalation.triggered", words: "A caller needs a person" },
        { type: "escalation.completed", words: "That is settled" },
        { type: "outcome.not_done", words: "What a caller was told to be done is not so" },
        { type: "notification.created", words: "Members are told something" },
      ],
    },
    {
      title: "Appointments",
      events: [
        { type: "appointment.booked", words: "One is booked" },
        { type: "appointment.moved", words: "One is moved" },
        { type: "appointment.canceled", words: "One is canceled" },
      ],
    },
  ];
