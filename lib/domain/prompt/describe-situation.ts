export type Situation = {
  /** Epoch milliseconds. */
  nowMs: number;
  timeZone: string;
  direction: "inbound" | "outbound";
  channel: "phone" | "browser";
  /** Somebody of the business tries the agent out. */
  isTest?: boolean;
  /** The number at the other end, E.164 or the carrier's word when withheld; over the browser, who it is. */
  otherParty: string;
};

const TEST =
  "Somebody of the business tries you out: nobody is rung and nobody calls back. When they should get a person, say honestly that in a real call you would look for one now.";

/** What a model should know of this one call. Kept apart from the agent's prompt, which is the same for all its calls. */
export function describeSituation({ nowMs, timeZone, direction, channel, isTest, otherParty }: Situation): string {
  const now = new Date(nowMs).toLocaleString("en-US", {
    timeZone,
    weekday: "long",
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
  });
  const number =
    channel === "browser"
      ? "They speak from a browser and have no telephone number: ask for one if you need it."
      : otherParty.startsWith("+")
        ? `The number at the other end is ${otherParty}.`
        : "The other end withholds its number.";
  return `This call: ${direction === "inbound" ? "they called us" : "we called them"}. It is ${now} where the business is. ${number}${isTest ? ` ${TEST}` : ""}`;
}
