import { type ContactLink, TEXTED_ADDRESS, TEXTED_APPOINTMENT } from "@/lib/contracts/business-contact";

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
  /** The network has found that `otherParty` is not theirs. */
  isRefuted?: boolean;
  /** What the agent may text to that number; absent where it may not. */
  mayText?: TextsOfBusiness | undefined;
};

/** What a business has its callers texted. */
export type TextsOfBusiness = { hasAddress: boolean; links: readonly Pick<ContactLink, "title" | "when">[] };

const TEST =
  "Somebody of the business tries you out: nobody is rung and nobody calls back. When they should get a person, say honestly that in a real call you would look for one now.";

/** What a model should know of this one call. Kept apart from the agent's prompt, which is the same for all its calls. */
export function describeSituation(situation: Situation): string {
  const { nowMs, timeZone, direction, channel, isTest, otherParty, isRefuted, mayText } = situation;
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
      : isRefuted
        ? "The number they show is not theirs, the network says: it tells nothing of who they are. Ask for one if you need it."
        : otherParty.startsWith("+")
          ? `The number at the other end is ${otherParty}.`
          : "The other end withholds its number.";
  return `This call: ${direction === "inbound" ? "they called us" : "we called them"}. It is ${now} where the business is. ${number}${isTest ? ` ${TEST}` : ""}${mayText ? ` ${textsLine(mayText)}` : ""}`;
}

function textsLine({ hasAddress, links }: TextsOfBusiness): string {
  const names = [
    ...(hasAddress ? [`"${TEXTED_ADDRESS}"`] : []),
    ...links.map(({ title, when }) => (when === "" ? `"${title}"` : `"${title}" (${when.replace(/\.$/, "")})`)),
    `"${TEXTED_APPOINTMENT}" (their own, once they have one)`,
  ];
  return `What may be texted to them: ${names.join("; ")}.`;
}
