import pg from "pg";

export type Verdict = { problems: string[]; status: string; epochs: number; callerFinals: number; agentFinals: number };

const TERMINAL = ["completed", "failed", "busy", "no_answer", "canceled", "escalated"];
const words = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/**
 * Checks, by SQL, that nothing of a call was lost: it is in a terminal state, every final the caller said is there exactly once and in
 * order, no segment stands twice, and each owner's events have no gap. Of the first `brokenOff` things said only a part need be there: the
 * line was down while they were said. Waits for the journal to catch up, at most `limitMs`.
 */
export async function verifyCall(
  databaseUrl: string,
  callSid: string,
  said: readonly string[],
  { brokenOff = 0, limitMs = 60_000 }: { brokenOff?: number; limitMs?: number } = {},
): Promise<Verdict> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const until = Date.now() + limitMs;
    for (;;) {
      const verdict = await look(client, callSid, said, brokenOff);
      if (verdict.problems.length === 0 || Date.now() > until) return verdict;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  } finally {
    await client.end();
  }
}

async function look(client: pg.Client, callSid: string, said: readonly string[], brokenOff: number): Promise<Verdict> {
  const problems: string[] = [];
  const calls = await client.query<{ id: string; status: string; epoch: number }>(
    "select id, status, epoch from calls where provider_call_sid = $1",
    [callSid],
  );
  const call = calls.rows[0];
  if (!call || calls.rows.length > 1) {
    const problem = `${calls.rows.length} rows for call ${callSid}`;
    return { problems: [problem], status: "", epochs: 0, callerFinals: 0, agentFinals: 0 };
  }
  if (!TERMINAL.includes(call.status)) problems.push(`the call is still ${call.status}`);

  const segments = await client.query<{ speaker: string; text: string; segment_id: string }>(
    "select speaker, text, segment_id from segments where call_id = $1 order by seq",
    [call.id],
  );
  const heard = segments.rows.filter(({ speaker }) => speaker === "caller").map(({ text }) => words(text));
  const expected = said.map(words);
  const whole = expected.slice(brokenOff).join(" ");
  const part = heard.join(" ").slice(0, heard.join(" ").length - whole.length);
  if (!heard.join(" ").endsWith(whole) || !expected.slice(0, brokenOff).join(" ").includes(part.trim())) {
    problems.push(`the caller said ${JSON.stringify(expected)}, stored is ${JSON.stringify(heard)}`);
  }
  const ids = segments.rows.map(({ segment_id }) => segment_id);
  if (new Set(ids).size !== ids.length) problems.push("a segment stands twice");

  const events = await client.query<{ seq: number; type: string }>(
    "select seq, type from call_events where call_id = $1 order by seq",
    [call.id],
  );
  const gaps = events.rows.filter(({ seq }, i) => {
    const before = events.rows[i - 1]?.seq ?? 0;
    return Number(seq) !== Number(before) + 1 && Number(seq) % 1_000_000 !== 1;
  });
  if (gaps.length > 0) problems.push(`events are missing before seq ${gaps.map(({ seq }) => seq).join(", ")}`);
  const finals = events.rows.filter(({ type }) => type === "segment.final" || type === "answer.ended").length;
  const projected = segments.rows.length;
  if (finals !== projected) problems.push(`${finals} finals in the events, ${projected} segments`);
  return {
    problems,
    status: call.status,
    epochs: call.epoch + 1,
    callerFinals: heard.length,
    agentFinals: segments.rows.length - heard.length,
  };
}
