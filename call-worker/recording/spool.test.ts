import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MULAW_SILENCE } from "@/lib/domain/audio/mulaw";
import { SEALED_BYTES } from "@/lib/domain/recordings/sealed-sound";
import { Spooled } from "./testing/spooled";

let spooled: Spooled;
beforeEach(() => {
  spooled = new Spooled();
});
afterEach(() => spooled.remove());

const frame = (byte: number) => new Uint8Array(160).fill(byte);
const directory = () => path.join(spooled.dir, "recordings");
const filesOf = (ending: string) =>
  readdirSync(directory()).flatMap((name) =>
    readdirSync(path.join(directory(), name))
      .filter((file) => file.endsWith(ending))
      .map((file) => path.join(directory(), name, file)),
  );

function record(ms: number, startMs = 5_000) {
  const recording = spooled.recorder().start(startMs, () => undefined)!;
  for (let at = 0; at < ms; at += 20) recording.write(frame(1), frame(2), startMs + at);
  return recording;
}

test("both sides come back as they were, silence where nobody spoke, and nobody reads them on the way", async () => {
  const recording = spooled.recorder().start(5_000, () => undefined)!;
  recording.write(frame(1), null, 5_000);
  recording.write(null, frame(2), 7_500);
  expect(readFileSync(filesOf(".sound")[0]!).includes(Buffer.alloc(64, 1))).toBe(false);
  recording.end(null);
  await spooled.open().storeAll();
  expect(spooled.stored[0]!.note.durationMs).toBe(2_520);
  const [caller, agent] = [spooled.lane("caller"), spooled.lane("agent")];
  expect([...new Set(caller.subarray(0, 160))]).toEqual([1]);
  expect([...new Set(caller.subarray(160))]).toEqual([MULAW_SILENCE]);
  expect([...new Set(agent.subarray(0, 2_500 * 8))]).toEqual([MULAW_SILENCE]);
  expect([...new Set(agent.subarray(2_500 * 8))]).toEqual([2]);
  expect(filesOf(".sound")).toEqual([]);
});

test.each([
  [0, 6_200, 1_200],
  [0, 5_000, 0],
  [0, 4_000, 0],
  [0, 8_000, 3_000],
  [0, 8_500, 3_500],
  [0, 99_000, 4_000],
])("cut, what lies later is not there any more", async (_, cutFromMs, keptMs) => {
  record(4_000).end(cutFromMs);
  await spooled.open().storeAll();
  expect(spooled.stored[0]!.note).toMatchObject({ durationMs: keptMs, cutFromMs });
  expect(spooled.lane("caller").length).toBe(keptMs * 8);
  expect(spooled.stored[0]!.sealed.length).toBe(Math.ceil(keptMs / 1000) * SEALED_BYTES);
});

test("what can't be stored now is stored later, once", async () => {
  record(1_000).end(null);
  spooled.isAway = true;
  await spooled.open().storeAll();
  expect(spooled.open().waiting()).toBe(1);
  spooled.isAway = false;
  await spooled.open().storeAll();
  await spooled.open().storeAll();
  expect(spooled.stored).toHaveLength(1);
  expect(spooled.open().waiting()).toBe(0);
});

test("one that goes on is left alone", async () => {
  const recording = record(1_000);
  await spooled.open().storeAll();
  expect(spooled.stored).toEqual([]);
  recording.end(null);
});

test("of a worker that was killed, whole seconds are stored by another one", async () => {
  record(3_400);
  // The directory of a process that there is not.
  const [own = ""] = readdirSync(directory());
  const lost = path.join(directory(), own.replace(/_\d+_/, "_4194999_"));
  mkdirSync(lost);
  for (const file of readdirSync(path.join(directory(), own)).filter((name) => name !== "alive"))
    renameSync(path.join(directory(), own, file), path.join(lost, file));
  const heir = new Spooled();
  rmSync(heir.dir, { recursive: true });
  Object.assign(heir, { dir: spooled.dir, key: spooled.key });
  await heir.open().storeAll();
  expect(heir.stored[0]!.note).toMatchObject({ partId: "part-1", durationMs: 3_000 });
  expect([...new Set(heir.lane("agent"))]).toEqual([2]);
  expect(existsSync(lost)).toBe(false);
});

test("a disk that takes nothing is told at once, and nothing is left behind", () => {
  spooled.open();
  const [own = ""] = readdirSync(directory());
  // A directory where the note belongs: it can't be written, by root neither.
  mkdirSync(path.join(directory(), own, "part-1.json.part"));
  expect(spooled.recorder().start(0, () => undefined)).toBeNull();
  expect(spooled.failures).toHaveLength(1);
  expect(filesOf(".sound")).toEqual([]);
});

test("a disk that is full in mid-call ends the recording there and keeps what it has", async () => {
  if (!existsSync("/dev/full")) return;
  const recording = record(2_000);
  // The next second does not fit.
  const { fd } = recording as unknown as { fd: number };
  const { openSync, closeSync } = await import("node:fs");
  const full = openSync("/dev/full", "w");
  Object.assign(recording, { fd: full });
  recording.write(frame(1), null, 8_000);
  expect(spooled.failures).toMatchObject([{ code: "ENOSPC" }]);
  closeSync(fd);
  recording.write(frame(1), null, 9_000);
  await spooled.open().storeAll();
  expect(spooled.stored[0]!.note.durationMs).toBe(1_000);
});

test("half a note is no note", async () => {
  spooled.open();
  const [own = ""] = readdirSync(directory());
  writeFileSync(path.join(directory(), own, "part-9.json.part"), "{");
  await spooled.open().storeAll();
  expect(spooled.stored).toEqual([]);
});
