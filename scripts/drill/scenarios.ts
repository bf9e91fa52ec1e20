import { spawn, type ChildProcess } from "node:child_process";
import type { Stack } from "../start/stack";
import { placeCall, saidBy } from "./phone";
import { verifyCall, type Verdict } from "./verify";

export type Report = Verdict & { name: string; seconds: number; caller: string };

const LINES = [
  "When are you open today?",
  "And when are you open tomorrow?",
  "Are you open on Monday?",
  "What about next Wednesday?",
  "Thank you, that is all. Goodbye.",
];
const answered = (turn: number) => (event: { type: string; turn?: number }) =>
  event.type === "agent.speech.ended" && event.turn === turn;
const speaking = (turn: number) => (event: { type: string; turn?: number }) =>
  event.type === "agent.speech.started" && event.turn === turn;

/** PostgreSQL goes away in mid-call for `outageMs`; the call goes on and may even end meanwhile. */
export async function databaseOutage(stack: Stack, outageMs: number): Promise<Report> {
  return timed("database stopped in mid-call", async () => {
    const { database } = stack;
    if (!database) throw new Error("The drill needs the embedded PostgreSQL: leave DATABASE_URL out.");
    const call = await placeCall(stack.dev.sandboxUrl, stack.dev.phoneNumber, LINES);
    await call.until(answered(0));
    await database.kill();
    const back = new Promise<void>((resolve) => setTimeout(resolve, outageMs)).then(() => database.start());
    const end = await call.over;
    await back;
    const verdict = await verifyCall(stack.dev.databaseUrl, call.callSid, saidBy(call.events));
    return { ...verdict, caller: `${end.status}: ${end.reason}` };
  });
}

/** `kill -9` of the worker while it speaks; its successor goes on with the call. */
export async function workerKilled(stack: Stack): Promise<Report> {
  return timed("worker killed in mid-call", async () => {
    const call = await placeCall(stack.dev.sandboxUrl, stack.dev.phoneNumber, LINES);
    await call.until(speaking(1));
    const pid = stack.process("call-worker")?.pid();
    if (!pid) throw new Error("The call-worker does not run");
    process.kill(pid, "SIGKILL");
    const end = await call.over;
    const verdict = await verifyCall(stack.dev.databaseUrl, call.callSid, saidBy(call.events));
    if (verdict.epochs < 2) verdict.problems.push("nobody took the call over");
    return { ...verdict, caller: `${end.status}: ${end.reason}` };
  });
}

/** The call is held by a second worker, which is killed; `next` reaches the first, which goes on. */
export async function otherWorkerKilled(stack: Stack, port: number): Promise<Report> {
  return timed("worker killed, the call goes on at another", async () => {
    const other = startWorker(stack, port);
    try {
      await becomesKnown(stack, port);
      const call = await placeCall(stack.dev.sandboxUrl, stack.dev.phoneNumber, LINES);
      await call.until(speaking(1));
      other.kill("SIGKILL");
      const end = await call.over;
      const verdict = await verifyCall(stack.dev.databaseUrl, call.callSid, saidBy(call.events));
      if (verdict.epochs < 2) verdict.problems.push("nobody took the call over");
      return { ...verdict, caller: `${end.status}: ${end.reason}` };
    } finally {
      other.kill("SIGKILL");
    }
  });
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
  };
  return spawn(process.execPath, ["dist/call-worker.mjs"], {
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
