/** Journals events with the store away, says each number once append has returned, until somebody kills it. Argument: the directory. */
import pino from "pino";
import type { Clock, TimerHandle } from "../../ports/clock";
import { createCallLog } from "../call-log";
import { openJournal } from "../open-journal";

const clock: Clock = {
  now: () => performance.now(),
  wallTime: () => new Date(),
  setTimer: (delayMs, callback) => setTimeout(callback, delayMs) as unknown as TimerHandle,
  clearTimer: (handle) => clearTimeout(handle as unknown as NodeJS.Timeout),
};
const journal = openJournal({
  dir: process.argv[2] ?? "",
  clock,
  log: pino({ level: "silent" }),
  sink: { write: () => Promise.reject(new Error("away")), classify: () => "retry" },
  rotateAtBytes: 64 * 1024,
});
const callLog = createCallLog(journal, clock, {
  organizationId: "0198c0de-0000-7000-8000-000000000001",
  callId: "0198c0de-0000-7000-8000-000000000002",
  callDay: "2026-11-20",
  epoch: 0,
});
const appendSome = () => {
  for (let i = 0; i < 20; i += 1) {
    const { seq } = callLog.append({ type: "keypad.pressed", digits: "1" });
    process.stdout.write(`${seq}\n`);
  }
  setImmediate(appendSome);
};
appendSome();
