import type { Overview } from "@/lib/contracts/home";

export type Headline = { before: string; strong: string; after: string; link: { href: string; text: string } | null };

const calls = (count: number) => `${count} ${count === 1 ? "call" : "calls"}`;

/** The one thing to know about today, in words: what went wrong first, then what waits, then how busy it is. */
export function headlineOf({ today, lastWeek, openMessages, weekday, date }: Overview): Headline {
  if (today.failed > 0) {
    return {
      before: "",
      strong: `${calls(today.failed)} failed`,
      after: ` today, of ${today.calls}.`,
      link: {
        href: `/calls?status=failed&since=${date}`,
        text: today.failed === 1 ? "See what happened" : "See the calls",
      },
    };
  }
  if (openMessages > 0) {
    return {
      before: today.calls === 0 ? "No calls yet today; " : `${calls(today.calls)} today, none failed; `,
      strong: `${openMessages} ${openMessages === 1 ? "message waits" : "messages wait"}`,
      after: " for an answer.",
      link: { href: "/messages", text: "See them" },
    };
  }
  if (today.calls === 0) return { before: "No calls yet today.", strong: "", after: "", link: null };
  const difference = today.calls - lastWeek.calls;
  const comparison =
    difference === 0 ? `as many as` : `${Math.abs(difference)} ${difference > 0 ? "more than" : "fewer than"}`;
  return {
    before: "",
    strong: `${calls(today.calls)} today`,
    after: `, ${comparison} last ${weekday} by this time. None failed.`,
    link: null,
  };
}
