import { spawn, type ChildProcess } from "node:child_process";
import type { Stack } from "../start/stack";
import { WORKER_ARGS } from "../start/worker-args";
import { placeCall, saidBy, type PlacedCall } from "./phone";
import { verifyCall, type Verdict } from "./verify";

/** Where a drill takes place: the number that is dialled, and what the callers say, line by line. */
export type Ground = { stack: Stack; to: string; lines: readonly string[] };

/** Of all the scenario's calls together. */
export type Report = Verdict & { name: string; seconds: number; caller: string };

type Outcome = { call: PlacedCall; verdict: Verdict };

const answered = (turn: number) => (event: { type: string; turn?: number }) =>
  event.type === "agent.speech.ended" && event.turn === turn;
const speaking = (turn: number) => (event: { type: string; turn?: number }) =>
  event.type === "agent.speech.started" && event.turn === turn;
/** Longer than a successor takes to be there, on a busy machine too. */
const RECOVERY_MS = 6_000;
const GOODBYE = "Thank you, that is all. Goodbye.";

/**
 * PostgreSQL goes away in mid-call for `outageMs`. One call goes on through it, one ends in it, and one that comes in meanwhile hears an
 * apology; all three are in the database afterwards.
 */
export async function databaseOutage({ stack, to, lines }: Ground, outageMs: number): Promise<Report> {
  return timed("database stopped in mid-call", async () => {
    const { database } = stack;
    if (!database) throw new Error("The drill needs the embedded PostgreSQL: leave DATABASE_URL out.");
    const long = await placeCall(stack.dev.sandboxUrl, to, lines);
    await long.until(answered(-1));
    const short = await placeCall(stack.dev.sandboxUrl, to, [GOODBYE]);
    await Promise.all([short.until((event) => event.type === "caller.speech.started"), long.until(answered(0))]);
    await database.kill();
    const back = new Promise<void>((resolve) => setTimeout(resolve, outageMs)).then(() => database.start());
    const refused = await placeCall(stack.dev.sandboxUrl, to, []);
    const apology = await refused.until((event) => event.type === "twiml.say").catch(() => null);
    const problems: string[] = [];
    if (apology === null) problems.push("a call that came in meanwhile heard no apology");
    await Promise.all([long.over, short.over, refused.over, back]);
    const outcome = await verifyAll(stack, [long, short, refused]);
    return { ...outcome, problems: [...outcome.problems, ...problems] };
  });
}

/** `kill -9` of the worker: one call hears an answer, in one the caller is speaking, one is greeted. Its successor goes on with all. */
export async function workerKilled({ stack, to, lines }: Ground): Promise<Report> {
  return timed("worker killed in mid-call", async () => {
    // Whoever speaks while nobody holds the line is not heard: the line after the gap waits for the successor.
    const place = (patient: number) =>
      placeCall(
        stack.dev.sandboxUrl,
        to,
        lines.map((say, at) => (at === patient ? { say, afterMs: RECOVERY_MS } : say)),
      );
    const answering = await place(1);
    await answering.until(answered(-1));
    const listening = await place(1);
    await Promise.all([
      answering.until(speaking(0)),
      listening.until((event) => event.type === "caller.speech.started"),
    ]);
    const greeting = await place(0);
    await greeting.until(speaking(-1));
    const pid = stack.process("call-worker")?.pid();
    if (!pid) throw new Error("The call-worker does not run");
    process.kill(pid, "SIGKILL");
    const calls = [answering, listening, greeting];
    await Promise.all(calls.map(({ over }) => over));
    return takenOver(await verifyAll(stack, calls, new Map([[listening, 1]])));
  });
}

/** The call is held by a second worker, which is killed or told to leave; `next` reaches the first, which goes on. */
export async function otherWorkerLeaves(
  { stack, to, lines }: Ground,
  port: number,
  signal: "SIGKILL" | "SIGTERM",
): Promise<Report> {
  const how = signal === "SIGKILL" ? "killed" : "told to leave";
  return timed(`worker ${how}, the call goes on at another`, async () => {
    const other = startWorker(stack, port);
    try {
      await becomesKnown(stack, port);
      const script = lines.map((say, at) => (at === 1 ? { say, afterMs: RECOVERY_MS } : say));
      const call = await placeCall(stack.dev.sandboxUrl, to, script);
      await call.until(speaking(0));
      other.kill(signal);
      await call.over;
      return takenOver(await verifyAll(stack, [call]));
    } finally {
      other.kill("SIGKILL");
    }
  });
}

async function verifyAll(
  stack: Stack,
  calls: readonly PlacedCall[],
  brokenOff = new Map<PlacedCall, number>(),
): Promise<Verdict & { caller: string }> {
  const outcomes = await Promise.all(
    calls.map(async (call): Promise<Outcome> => {
      const verdict = await verifyCall(stack.dev.databaseUrl, call.callSid, saidBy(call.events), {
        brokenOff: brokenOff.get(call) ?? 0,
      });
      return { call, verdict };
    }),
  );
  const ends = await Promise.all(calls.map(({ over }) => over));
  const verdicts = outcomes.map(({ verdict }) => verdict);
  const sum = (of: (verdict: Verdict) => number) => verdicts.reduce((total, verdict) => total + of(verdict), 0);
  return {
    problems: outcomes.flatMap(({ call, verdict }) => verdict.problems.map((problem) => `${call.callSid}: ${problem}`)),
    status: verdicts.map(({ status }) => status).join(", "),
    epochs: Math.min(...verdicts.map(({ epochs }) => epochs)),
    callerFinals: sum(({ callerFinals }) => callerFinals),
    agentFinals: sum(({ agentFinals }) => agentFinals),
    caller: ends.map(({ status, reason }) => `${status}: ${reason}`).join("; "),
  };
}

function takenOver<T extends Verdict>(verdict: T): T {
  return verdict.epochs >= 2 ? verdict : { ...verdict, problems: [...verdict.problems, "nobody took a call over"] };
}

/** A worker with so many free slots that the next call is placed on it. */
function startWorker(stack: Stack, port: number): ChildProcess {
  const own = `http://127.0.0.1:${port}`;
  const env = {
    ...stack.environment,
    CALL_PORT: String(port),
    WORKER_URL: own,
    WORKER_PUBLIC_URL: own,
    WORKER_SLOTS: "5000",
    DRAIN_CAP_MS: "500",
  };
  return spawn(process.execPath, [...WORKER_ARGS, "dist/call-worker.mjs"], {
    env: env as unknown as NodeJS.ProcessEnv,
    stdio: "ignore",
  });
}

async function becomesKnown(stack: Stack, port: number): Promise<void> {
  const until = Date.now() + 30_000;
  for (;;) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    // The other worker reads the list every two seconds.
    if (ready) return new Promise((resolve) => setTimeout(resolve, 4500));
    if (Date.now() > until) throw new Error(`The second worker on port ${port} did not get ready`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function timed(name: string, run: () => Promise<Verdict & { caller: string }>): Promise<Report> {
  const startedAt = performance.now();
  const outcome = await run();
  return { name, ...outcome, seconds: Math.round((performance.now() - startedAt) / 100) / 10 };
}
