export type UsageCounts = {
  agents: number;
  publishedAgents: number;
  phoneNumbers: number;
  calls: number;
  messages: number;
  knowledgeSources: number;
};

const counted = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;

/** Why a business cannot be deleted, each with what to do; none: it can. */
export function obstaclesOf(counts: UsageCounts): string[] {
  const { calls, messages, phoneNumbers, publishedAgents } = counts;
  const obstacles: string[] = [];
  if (phoneNumbers > 0)
    obstacles.push(
      `${counted(phoneNumbers, "phone number")} ring${phoneNumbers === 1 ? "s" : ""} here. Release ${phoneNumbers === 1 ? "it" : "them"} first, or give ${phoneNumbers === 1 ? "it" : "them"} to another business.`,
    );
  if (calls > 0 || messages > 0) {
    const what = [
      ...(calls > 0 ? [counted(calls, "call")] : []),
      ...(messages > 0 ? [counted(messages, "message")] : []),
    ].join(" and ");
    obstacles.push(
      `${what} belong${calls + messages === 1 ? "s" : ""} to it, and those are kept. Switch the business off instead.`,
    );
  }
  if (publishedAgents > 0)
    obstacles.push(
      `${counted(publishedAgents, "agent")} of it ${publishedAgents === 1 ? "is" : "are"} published. Archive ${publishedAgents === 1 ? "it" : "them"} first.`,
    );
  return obstacles;
}

/** What goes with it when it is deleted. */
export function goesAlongOf({ agents, knowledgeSources }: UsageCounts): string[] {
  return [
    ...(agents > 0 ? [`${counted(agents, "agent")} with ${agents === 1 ? "its" : "their"} drafts and versions`] : []),
    ...(knowledgeSources > 0
      ? [`${counted(knowledgeSources, "knowledge source")} with ${knowledgeSources === 1 ? "its" : "their"} files`]
      : []),
  ];
}
