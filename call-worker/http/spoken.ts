/** What a caller hears when no agent can answer. Said by the carrier's own voice, so that it works when nothing else does. */
export const SPOKEN = {
  unknownNumber: "Sorry, the number you called is not in service here. Please check it and call again. Goodbye.",
  notAnswering: "Sorry, nobody can answer this number at the moment. Please try again later. Goodbye.",
  killed: "Sorry, this line is closed at the moment. Please try again later. Goodbye.",
  /** Why is the business's own affair. */
  notCovered: "Sorry, this line cannot take any more calls at the moment. Please try again another day. Goodbye.",
  busy: "All of our lines are busy right now. We have noted your number and will call you back. Thank you for calling. Goodbye.",
  personGone: "I'm sorry, my colleague could not stay on the line. We will call you back as soon as we can. Goodbye.",
  apology:
    "We are sorry. A technical problem keeps us from taking your call. Please try again in a few minutes. Goodbye.",
  lineLost: "We are sorry. We keep losing the connection. Please call us again. Goodbye.",
} as const;
