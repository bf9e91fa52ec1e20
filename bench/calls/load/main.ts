import { monitorEventLoopDelay } from "node:perf_hooks";
import { hundredths, percentiles } from "../percentiles";
import type { Dialled, DialOrder, LoadCommand, LoadReply, Settled, Target, WindowFigures } from "../protocol";
import { Caller, type RingOutcome } from "./caller";
import { Pacer } from "./pacer";
import { Registry, Samples, type CallRecord } from "./records";
import { startStandIns } from "./stand-ins";

/** The process that holds the callers and all vendors' stand-ins, so that every time is of one clock. */

const registry = new Registry();
const pacer = new Pacer();
let callers: Caller[] = [];
const LOOP_RESOLUTION_MS = 10;
/** After 10 s of silence the agent asks whether anybody is there. */
const MOST_SILENCE_MS = 8_000;
const SETTLE_LIMIT_MS = 15_000;
const ARRIVAL_LIMIT_MS = 3_000;
const MOST_LOSSES_TOLD = 10;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function dial(order: DialOrder): Promise<Dialled> {
  const { target, calls, perSecond, turnEveryMs } = order;
  const startedAt = performance.now();
  const ringing: Promise<{ caller: Caller; outcome: RingOutcome }>[] = [];
  for (let i = 0; i < calls; i += 1) {
    await pause(Math.max(0, startedAt + (i * 1000) / perSecond - performance.now()));
    const firstTurnAfterMs = ((i * 0.618) % 1) * Math.min(turnEveryMs, MOST_SILENCE_MS);
    const caller = new Caller({ registry, pacer, target, turnEveryMs, firstTurnAfterMs });
    ringing.push(caller.ring("whole_greeting").then((outcome) => ({ caller, outcome })));
  }
  const rung = await Promise.all(ringing);
  callers.push(...rung.filter(({ outcome }) => outcome.kind === "up").map(({ caller }) => caller));
  return summary(rung);
}

function summary(rung: readonly { caller: Caller; outcome: RingOutcome }[]): Dialled {
  const count = (kind: RingOutcome["kind"]) => rung.filter(({ outcome }) => outcome.kind === kind).length;
  const failures = rung.flatMap(({ outcome }) => (outcome.kind === "failed" ? [outcome.reason] : []));
  return {
    offered: rung.length,
    up: count("up"),
    busy: count("busy"),
    failed: failures.length,
    failures: [...new Set(failures)].slice(0, 5),
    twimlMs: percentiles(rung.flatMap(({ caller }) => (caller.twimlMs >= 0 ? [caller.twimlMs] : []))),
    firstAudioMs: percentiles(rung.flatMap(({ caller }) => (caller.firstAudioMs >= 0 ? [caller.firstAudioMs] : []))),
  };
}

async function holdWindow(seconds: number): Promise<WindowFigures> {
  const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  loop.enable();
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  registry.samples = new Samples();
  await pause(seconds * 1000);
  const { samples } = registry;
  registry.samples = new Samples();
  loop.disable();
  const windowMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  const delay = (share: number) => hundredths(Math.max(0, loop.percentile(share) / 1e6 - LOOP_RESOLUTION_MS));
  const load = {
    sendLatenessMs: percentiles(samples.sendLatenessMs),
    loopDelayMs: { p50: delay(50), p99: delay(99) },
    cpuPercent: hundredths((user + system) / 10 / windowMs),
  };
  return { ...samples.figures(windowMs, callers.length), load };
}

/** Each call is counted the moment that it has fallen silent: kept silent for longer, the agent would ask whether anybody is there. */
async function settle(): Promise<Settled> {
  const until = performance.now() + SETTLE_LIMIT_MS;
  for (const caller of callers) caller.mayTakeTurns = false;
  const total: Settled = {
    framesSent: 0,
    framesReceived: 0,
    framesLost: 0,
    framesReplayed: 0,
    framesFilled: 0,
    voiceBytesSent: 0,
    voiceBytesReceived: 0,
    voiceBytesLost: 0,
    recogniserReconnects: 0,
    losses: [],
  };
  const open = new Map(callers.filter((caller) => caller.isUp).map((caller) => [caller, 0]));
  while (open.size > 0) {
    const now = performance.now();
    for (const [caller, mutedAt] of open) {
      if (mutedAt === 0) {
        if ((caller.isQuiet() || now > until) && caller.mute()) open.set(caller, now);
        continue;
      }
      const { record } = caller;
      // What is still on its way is late, not lost.
      const complete = record.nextFrame >= record.framesSent && record.lostVoiceBytes() === 0;
      if (!complete && now - mutedAt < ARRIVAL_LIMIT_MS) continue;
      open.delete(caller);
      count(total, record);
    }
    await pause(5);
  }
  return total;
}

function count(total: Settled, record: CallRecord): void {
  total.framesSent += record.framesSent;
  total.framesReceived += record.nextFrame - record.framesLost;
  total.framesLost += record.framesLost + Math.max(0, record.framesSent - record.nextFrame);
  total.framesReplayed += record.framesReplayed;
  total.framesFilled += record.framesFilled;
  total.voiceBytesSent += record.answers.reduce((sum, { sentBytes }) => sum + sentBytes, 0);
  total.voiceBytesReceived += record.receivedBytes.reduce((sum, bytes) => sum + (bytes ?? 0), 0);
  total.voiceBytesLost += record.lostVoiceBytes();
  total.recogniserReconnects += Math.max(0, record.listenConnections - 1);
  const loss = record.describeLoss();
  if (loss !== null && total.losses.length < MOST_LOSSES_TOLD) total.losses.push(loss);
}

async function hangUp(of?: Target["kind"]): Promise<{ done: true }> {
  const ending = callers.filter((caller) => of === undefined || caller.targetKind === of);
  callers = callers.filter((caller) => !ending.includes(caller));
  for (let at = 0; at < ending.length; at += 20) {
    await Promise.all(ending.slice(at, at + 20).map((caller) => caller.hangUp()));
  }
  return { done: true };
}

async function starts(order: Extract<LoadCommand, { kind: "starts" }>): Promise<LoadReply["starts"]> {
  const { target, perSecond, seconds, holdSeconds } = order;
  const startedAt = performance.now();
  const rung: Promise<{ caller: Caller; outcome: RingOutcome }>[] = [];
  for (let i = 0; i < perSecond * seconds; i += 1) {
    await pause(Math.max(0, startedAt + (i * 1000) / perSecond - performance.now()));
    const caller = new Caller({ registry, pacer, target, turnEveryMs: 60_000, firstTurnAfterMs: 60_000 });
    rung.push(
      caller.ring("first_audio").then(async (outcome) => {
        if (outcome.kind === "up") await pause(holdSeconds * 1000);
        await caller.hangUp();
        return { caller, outcome };
      }),
    );
  }
  const figures = summary(await Promise.all(rung));
  return { ...figures, lost: figures.offered - figures.up };
}

function perform(command: LoadCommand): Promise<LoadReply[LoadCommand["kind"]]> {
  switch (command.kind) {
    case "listen":
      return startStandIns(registry, pacer).then(({ port }) => ({ port }));
    case "dial":
      return dial(command);
    case "window":
      return holdWindow(command.seconds);
    case "settle":
      return settle();
    case "hang_up":
      return hangUp(command.of);
    case "starts":
      return starts(command);
  }
}

process.on("message", (command: LoadCommand) => {
  perform(command).then(
    (reply) => process.send?.({ reply }),
    (error: unknown) =>
      process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on("disconnect", () => process.exit(0));
