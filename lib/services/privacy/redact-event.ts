export const ERASED = "[erased]";

/** What the product itself wrote: kinds, ids, names of ours. Everything else that is text may be a person's. */
const OURS = new Set(
  "type segmentId turnId speaker source kind toolCallId name messageId model disposition part speculation streamSid direction agentName businessName textSha256 result message consequence origin intent action cause mode userId escalationId questionId title verdict".split(
    " ",
  ),
);
const NUMBERS = new Set(["from", "to"]);

/** A call's event without what people said and who they are; figures, times and kinds stay. */
export function redactEvent(body: Record<string, unknown>, phone: string): Record<string, unknown> {
  const reasonIsOurs = typeof body.type === "string" && /^(barge_in\.|line\.)/.test(body.type);
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      if (name === "input") return [name, {}];
      if (name === "output") return [name, null];
      // What was shown answers what was asked, and an answer's sentences are what was said.
      if (["passages", "citations", "options", "fields", "differences", "known"].includes(name)) return [name, []];
      if (typeof value !== "string") return [name, value];
      const keep = OURS.has(name) || NUMBERS.has(name) || (name === "reason" && reasonIsOurs);
      return [name, keep && !value.includes(phone) ? value : ERASED];
    }),
  );
}
