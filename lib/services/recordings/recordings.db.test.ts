import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDirectoryStore } from "@/lib/adapters/object-store/directory-store";
import { ObjectArchived } from "@/lib/adapters/object-store/object-store";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { MULAW_TO_LINEAR } from "@/lib/domain/audio/mulaw";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { SEALED_BYTES } from "@/lib/domain/recordings/sealed-sound";
import { expireRecordings, moveRecordingsByAge } from "./age-recordings";
import { deleteRecording } from "./delete-recording";
import { findRecording, getRecording } from "./get-recording";
import { listRecordings } from "./list-recordings";
import { openRecordingSound } from "./open-sound";
import { setRecordingHold } from "./set-hold";
import { agentByte, callerByte, plantRecording } from "./testing/plant-recording";

let database: TestDatabase;
const directory = mkdtempSync(path.join(tmpdir(), "recordings-"));
const objects = createDirectoryStore(directory);

beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
  rmSync(directory, { recursive: true, force: true });
});

async function recorded(options: Parameters<typeof plantRecording>[2] = {}, ageDays = 0) {
  const who = await createTestOrganization(database.url);
  const [callId = ""] = await plantCalls(database.url, who, [{}]);
  const { organizationId, context } = who;
  await withOwner(database.url, (sql) =>
    sql.query("update calls set started_at = now() - make_interval(days => $2) where id = $1", [callId, ageDays]),
  );
  await plantRecording({ organizationId, callId }, objects, options);
  return { who, organizationId, context, callId };
}

const filesOf = (organizationId: string) => {
  const folder = path.join(directory, organizationId, "recordings");
  return existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : [];
};

async function bytesOf(reading: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of reading) pieces.push(piece);
  return Buffer.concat(pieces);
}

const auditOf = (organizationId: string, action: string) =>
  withTenant(organizationId, (tx) => tx.auditEntry.count({ where: { organizationId, action } }));

test("is a WAV file of both sides, of which any piece is the same as in the whole", async () => {
  const { context, callId, organizationId } = await recorded();
  const sound = await openRecordingSound(context, callId, objects);
  const whole = await bytesOf(sound.read(0, sound.bytes - 1));
  expect(whole.length).toBe(44 + 3500 * 32);
  expect(whole.subarray(0, 4).toString() + whole.subarray(8, 16).toString()).toBe("RIFFWAVEfmt ");
  expect([whole.readUInt16LE(22), whole.readUInt32LE(24), whole.readUInt16LE(34)]).toEqual([2, 8000, 16]);
  for (const second of [0, 1, 2, 3]) {
    const at = 44 + second * 32_000 + 8_000;
    expect(whole.readInt16LE(at)).toBe(MULAW_TO_LINEAR[callerByte(second)]);
    expect(whole.readInt16LE(at + 2)).toBe(MULAW_TO_LINEAR[agentByte(second)]);
  }
  for (const [from, to] of [
    [0, 0],
    [10, 100],
    [44, 44],
    [45, 46],
    [31_999, 64_077],
    [sound.bytes - 7, sound.bytes - 1],
    [70_001, 100_000],
  ] as const)
    expect((await bytesOf(sound.read(from, to))).equals(whole.subarray(from, to + 1)), `${from}-${to}`).toBe(true);
  // What lies in the store is not that.
  const [file = ""] = filesOf(organizationId);
  expect(readFileSync(file).includes(Buffer.alloc(16).fill(Buffer.from([callerByte(0), agentByte(0)])))).toBe(false);
});

test("of a call that moved, it is the parts in their places and silence between", async () => {
  const { context, callId, organizationId } = await recorded({ startMs: 1000, durationMs: 2000 });
  await plantRecording({ organizationId, callId }, objects, { startMs: 6500, durationMs: 1500, epoch: 1 });
  const found = await getRecording(context, callId);
  expect(found).toMatchObject({ state: "kept", startMs: 1000, durationMs: 7000 });
  const { everyMs, caller, agent } = found.peaks!;
  expect([everyMs, caller.length, agent.length]).toEqual([50, 140, 140]);
  expect(caller.slice(0, 40).every((peak) => peak > 0.5)).toBe(true);
  expect(caller.slice(40, 110).every((peak) => peak === 0)).toBe(true);
  expect(caller.slice(110).every((peak) => peak > 0.5)).toBe(true);
  const sound = await openRecordingSound(context, callId, objects);
  const whole = await bytesOf(sound.read(0, sound.bytes - 1));
  const sampleAt = (callMs: number) => whole.readInt16LE(44 + (callMs - 1000) * 32);
  expect([sampleAt(1500), sampleAt(2500), sampleAt(4000), sampleAt(6600), sampleAt(7900)]).toEqual([
    MULAW_TO_LINEAR[callerByte(0)],
    MULAW_TO_LINEAR[callerByte(1)],
    0,
    MULAW_TO_LINEAR[callerByte(0)],
    MULAW_TO_LINEAR[callerByte(1)],
  ]);
});

test("of half an hour is read in small pieces, as one of four hours is", async () => {
  const { context, callId } = await recorded({ durationMs: 30 * 60_000 });
  const sound = await openRecordingSound(context, callId, objects);
  let bytes = 0;
  let largest = 0;
  for await (const piece of sound.read(0, sound.bytes - 1)) {
    bytes += piece.length;
    largest = Math.max(largest, piece.length);
  }
  expect(bytes).toBe(44 + 30 * 60_000 * 32);
  // A second at a time, whatever its length.
  expect(largest).toBeLessThanOrEqual(1_000 * 32);
  expect((await getRecording(context, callId)).peaks!.caller.length).toBeLessThanOrEqual(1500);
}, 60_000);

test("hearing it is audited once a person and sitting, however many pieces are asked for", async () => {
  const { context, callId, organizationId } = await recorded();
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 20, 10, minutes));
  await Promise.all([0, 0, 0].map((minutes) => openRecordingSound(context, callId, objects, at(minutes))));
  await openRecordingSound(context, callId, objects, at(20));
  expect(await auditOf(organizationId, "recording.listened")).toBe(1);
  await openRecordingSound(
    { ...context, actor: { kind: "user", id: "another", name: "Another" } },
    callId,
    objects,
    at(20),
  );
  expect(await auditOf(organizationId, "recording.listened")).toBe(2);
  await openRecordingSound(context, callId, objects, at(90));
  expect(await auditOf(organizationId, "recording.listened")).toBe(3);
});

describe("thrown away", () => {
  test("by a person, its sound is gone for good and what it was stays", async () => {
    const { context, callId, organizationId } = await recorded();
    expect(await deleteRecording(context, callId, objects)).toMatchObject({
      state: "deleted",
      gone: { by: context.actor.name },
    });
    expect(filesOf(organizationId)).toEqual([]);
    expect(await deleteRecording(context, callId, objects)).toMatchObject({ state: "deleted" });
    expect(await auditOf(organizationId, "recording.deleted")).toBe(1);
    await expect(openRecordingSound(context, callId, objects)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await plantRecording({ organizationId, callId }, objects)).toBe("not_kept");
    expect(filesOf(organizationId)).toEqual([]);
  });

  test("by the caller's refusal, also what other workers stored or will store", async () => {
    const { context, callId, organizationId } = await recorded();
    await plantRecording({ organizationId, callId }, objects, { epoch: 1, durationMs: 0, cutFromMs: 0 });
    expect(await findRecording(context, callId)).toMatchObject({ state: "refused", peaks: null });
    expect(filesOf(organizationId)).toEqual([]);
    expect(await plantRecording({ organizationId, callId }, objects, { epoch: 2 })).toBe("not_kept");
  });

  test("from where the caller wished it, also of what other workers stored or will store", async () => {
    const { context, callId, organizationId } = await recorded({ startMs: 0, durationMs: 4000 });
    const of = { organizationId, callId };
    await plantRecording(of, objects, { startMs: 4000, durationMs: 3000, epoch: 1 });
    // The wish was heard by the third worker, and begun to be said in the second one's part.
    await plantRecording(of, objects, { startMs: 7000, durationMs: 0, epoch: 2, cutFromMs: 5500 });
    expect(await getRecording(context, callId)).toMatchObject({ state: "kept", startMs: 0, durationMs: 5000 });
    const sealed = filesOf(organizationId).map((file) => readFileSync(file).length / SEALED_BYTES);
    expect(sealed.sort()).toEqual([1, 4]);
    const sound = await openRecordingSound(context, callId, objects);
    expect((await bytesOf(sound.read(0, sound.bytes - 1))).length).toBe(sound.bytes);
    // What a lost worker left is found after that.
    expect(await plantRecording(of, objects, { startMs: 5600, durationMs: 2000, epoch: 1 })).toBe("not_kept");
    expect(await plantRecording(of, objects, { startMs: 3500, durationMs: 3000, epoch: 1 })).toBe("stored");
    expect(await getRecording(context, callId)).toMatchObject({ durationMs: 5500 });
    // A cut that is earlier still takes the second part wholly.
    await plantRecording(of, objects, { startMs: 7000, durationMs: 0, epoch: 2, cutFromMs: 2500 });
    expect(await getRecording(context, callId)).toMatchObject({ durationMs: 2000 });
    expect(filesOf(organizationId)).toHaveLength(1);
  });

  test("while the store is away: unreadable at once, removed later", async () => {
    const { context, callId, organizationId } = await recorded();
    const away = { remove: () => Promise.reject(new Error("away")) };
    expect(await deleteRecording(context, callId, away)).toMatchObject({ state: "deleted" });
    expect(filesOf(organizationId)).toHaveLength(1);
    const keys = await withTenant(organizationId, (tx) => tx.recordingPart.findMany({ select: { sealedKey: true } }));
    expect(keys).toEqual([{ sealedKey: "" }]);
    await expireRecordings(objects);
    expect(filesOf(organizationId)).toEqual([]);
  });

  test("of a call that is not there any more, nothing is stored", async () => {
    const { organizationId } = await recorded();
    expect(await plantRecording({ organizationId, callId: crypto.randomUUID() }, objects)).toBe("not_kept");
  });
});

describe("legal hold", () => {
  test("beats a person's wish and age, also when things are kept shorter from now on; lifted, age counts again", async () => {
    const { context, callId, organizationId } = await recorded({}, 40);
    expect(await setRecordingHold(context, callId, { held: true, reason: "Case 7" })).toMatchObject({
      hold: { by: context.actor.name, reason: "Case 7" },
      deletesAt: null,
    });
    await expect(deleteRecording(context, callId, objects)).rejects.toMatchObject({ code: "CONFLICT" });
    await withOwner(database.url, (sql) =>
      sql.query("update organizations set retention_days = 30 where id = $1", [organizationId]),
    );
    await expireRecordings(objects);
    expect(await getRecording(context, callId)).toMatchObject({ state: "kept" });
    expect((await listRecordings(context, { held: "true" })).recordings).toHaveLength(1);
    await setRecordingHold(context, callId, { held: false });
    await expireRecordings(objects);
    expect(await getRecording(context, callId)).toMatchObject({ state: "expired", gone: { by: "retention" } });
    expect(filesOf(organizationId)).toEqual([]);
    expect(await auditOf(organizationId, "recordings.expired")).toBe(1);
    await expect(setRecordingHold(context, callId, { held: true })).rejects.toMatchObject({ code: "CONFLICT" });
  });
});

test("by age it moves to where it costs less, and from the archive it comes back in hours", async () => {
  const young = await recorded({}, 1);
  const older = await recorded({}, 8);
  const old = await recorded({}, 91);
  const moved: string[] = [];
  await moveRecordingsByAge({ setTier: async (key, tier) => void moved.push(`${key.slice(0, 36)} ${tier}`) });
  for (const { organizationId } of [young, older, old])
    expect(moved.filter((key) => key.startsWith(organizationId)).length).toBe(
      organizationId === young.organizationId ? 0 : 1,
    );
  const tierOf = async ({ context, callId }: typeof young) => (await getRecording(context, callId)).tier;
  expect([await tierOf(young), await tierOf(older), await tierOf(old)]).toEqual(["hot", "infrequent", "archive"]);
  const recalled: string[] = [];
  const archive = {
    get: () => Promise.reject(new ObjectArchived("away")),
    recall: async (key: string) => void recalled.push(key),
  };
  await expect(openRecordingSound(old.context, old.callId, archive)).rejects.toMatchObject({
    code: "UNAVAILABLE",
    retryAfterMs: 5 * 3_600_000,
  });
  expect(recalled).toHaveLength(1);
});

test("nobody without the right hears, deletes or holds, and no other organization's", async () => {
  const { context, callId } = await recorded();
  const other = await createTestOrganization(database.url);
  const powerless = { ...context, permissions: new Set<never>() };
  for (const verb of [
    getRecording,
    (who: typeof context, id: string) => openRecordingSound(who, id, objects),
    (who: typeof context, id: string) => deleteRecording(who, id, objects),
    (who: typeof context, id: string) => setRecordingHold(who, id, { held: true }),
  ]) {
    await expect(verb(powerless, callId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(verb(other.context, callId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(verb(context, "no id")).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
  expect((await listRecordings(other.context)).recordings).toEqual([]);
});
