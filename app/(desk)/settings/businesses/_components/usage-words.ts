type Used = { agents: number; phoneNumbers: number; calls: number };

const counted = (count: number, one: string) => `${count.toLocaleString("en-US")} ${count === 1 ? one : `${one}s`}`;

/** "2 agents · 1 number · 214 calls"; what there is none of is left out. */
export function usageWords(usage: Used | undefined): string {
  if (!usage) return "";
  const parts = [
    usage.agents > 0 ? counted(usage.agents, "agent") : "",
    usage.phoneNumbers > 0 ? counted(usage.phoneNumbers, "number") : "",
    usage.calls > 0 ? counted(usage.calls, "call") : "",
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(" · ") : "nothing yet";
}
