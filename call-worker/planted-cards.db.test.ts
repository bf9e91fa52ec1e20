import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDirectoryStore } from "@/lib/adapters/object-store/directory-store";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { createLogger } from "@/lib/log/log";
import { classifyJournalError } from "@/lib/services/call-journal/classify-error";
import { writeBatch } from "@/lib/services/call-journal/write-batch";
import type { ClaimedCall } from "@/lib/services/call-ownership/claim-call";
import { openRecordingSound } from "@/lib/services/recordings/open-sound";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { openJournal } from "./journal/open-journal";
import { openRecordings } from "./recordings";
import { systemClock } from "./system-clock";
import { noise } from "./testing/audio-samples";
import { simulateCall } from "./testing/simulate-call";

/** Numbers of cards, given to an agent in every way a caller can; then everything that a call leaves anywhere is searched for them. */

const KEYED = "5555555555554444";
const KEYED_CODE = "7395";
const TYPED = "378282246310005";
const SAID = "4111111111111111";
const GROUPED = "6011111111111117";
const PRESSED = "3530111333300000";
const DIGITS: Record<string, string[]> = {
  en: "zero one two three four five six seven eight nine".split(" "),
  es: "cero uno dos tres cuatro cinco seis siete ocho nueve".split(" "),
  de: "null eins zwei drei vier fünf sechs sieben acht neun".split(" "),
  fr: "zéro un deux trois quatre cinq six sept huit neuf".split(" "),
};
const inWords = (card: string, language: string) =>
  [...card].map((digit) => DIGITS[language]![Number(digit)]).join(" ");

let database: TestDatabase;
const directory = mkdtempSync(path.join(tmpdir(), "planted-"));
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
  rmSync(directory, { recursive: true, force: true });
});

const filesBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    return statSync(file).isDirectory() ? filesBelow(file) : [file];
  });

test("no number given in a call is found in anything that the call leaves", async () => {
  const who = await createTestOrganization(database.url);
  const { organizationId, context } = who;
  const startedAt = new Date();
  const [callId = ""] = await plantCalls(database.url, who, [{ startedAt, status: "in_progress", endedAt: null }]);
  const logged: string[] = [];
  const log = createLogger({ level: "trace", destination: { write: (line) => void logged.push(line) } });
  const objects = createDirectoryStore(path.join(directory, "objects"));
  const recordings = openRecordings({ dir: path.join(directory, "recordings"), objects, clock: systemClock, log });
  const agent = { config: { recordingNotice: { enabled: true } } };
  const recorder = await recordings.recorderOf({ organizationId, callId, epoch: 0, agent } as unknown as ClaimedCall);

  const notices = [{ kind: "recording" as const, text: "This call is recorded.", textSha256: "hash" }];
  const loops = { maxRepeatedAnswers: 99, maxRepeatedQuestions: 99, maxTurns: 200 };
  const call = simulateCall({ recorder: recorder!, settings: { notices, collectsSecrets: true, loops } }).connect();
  call.until("answer.ended", 2);
  const collect = (what: string) => ({ toolCalls: [{ name: "collect_secret_digits", input: { what } }] });

  // Keyed in when asked to, and said aloud meanwhile: sound that no recording may have.
  call.model.script(collect("card_number"), collect("card_code"), "Thank you, all is well.");
  call.say("I want to pay by card");
  call.until("capture.started");
  const aloud = noise(1_500, 9_000, 11);
  call.line.talk(aloud);
  call.pass(2_000);
  for (const key of KEYED) call.line.pressKey(key);
  call.until("capture.started", 2);
  for (const key of `${KEYED_CODE}`) call.line.pressKey(key);
  call.until("capture.ended", 2);
  const answersBefore = call.factsOf("answer.ended").length;
  call.until("answer.ended", answersBefore + 1);

  // Given unasked: pressed, typed, said, in one breath and in two.
  let turns = call.factsOf("segment.final").length;
  const given = (gives: () => void) => {
    gives();
    turns += 1;
    call.until("segment.final", turns);
    call.until("answer.ended", call.factsOf("answer.ended").length + 1);
    call.pass(500);
  };
  given(() => [...`${PRESSED}#`].forEach((key) => call.line.pressKey(key)));
  given(() => call.line.typeText(`My card is ${TYPED}, please`));
  given(() => void call.say(`it is ${SAID}`));
  given(() => void call.say(`it is ${GROUPED.replaceAll(/(.{4})/g, "$1 ").trim()}`));
  for (const language of Object.keys(DIGITS)) given(() => void call.say(inWords(SAID, language), { msPerWord: 120 }));
  given(() => void call.say(inWords(SAID.slice(0, 8), "en"), { msPerWord: 120 }));
  given(() => void call.say(inWords(SAID.slice(8), "en"), { msPerWord: 120 }));
  call.line.hangUp("the caller hung up", "call_ended");
  call.until("call.ended");
  for (const error of call.errors) log.error({ err: error });

  // The journal's file as it is before anything is stored, and then the store itself.
  const journal = openJournal({
    dir: path.join(directory, "journal"),
    clock: systemClock,
    log,
    sink: { write: writeBatch, classify: classifyJournalError },
  });
  const callDay = startedAt.toISOString().slice(0, 10);
  for (const { seq, at, body } of call.events)
    journal.append({ k: "event", organizationId, callId, callDay, epoch: 0, seq, at, body });
  const journalFiles = filesBelow(path.join(directory, "journal")).map((file) => readFileSync(file));
  const spoolFiles = filesBelow(path.join(directory, "recordings")).map((file) => readFileSync(file));
  await journal.flushed();
  await recordings.storeAll();
  const objectFiles = filesBelow(path.join(directory, "objects")).map((file) => readFileSync(file));
  expect([journalFiles.length, spoolFiles.length, objectFiles.length].every((count) => count > 0)).toBe(true);

  const tables = await withOwner(database.url, async (sql) => {
    const { rows } = await sql.query<{ name: string }>(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')",
    );
    const dumps: [string, string][] = [];
    for (const { name } of rows) {
      const all = await sql.query<{ row: string }>(`select to_jsonb(t)::text as row from "${name}" t`);
      dumps.push([`table ${name}`, all.rows.map(({ row }) => row).join("\n")]);
    }
    return dumps;
  });
  expect(tables.find(([name]) => name === "table segments")?.[1]).toContain("I want to pay by card");

  const sound = await openRecordingSound(context, callId, objects);
  const wav: Uint8Array[] = [];
  for await (const piece of sound.read(0, sound.bytes - 1)) wav.push(piece);
  const sinks: [string, string][] = [
    ...tables,
    ["journal", Buffer.concat(journalFiles).toString("latin1")],
    ["spool", Buffer.concat(spoolFiles).toString("latin1")],
    ["objects", Buffer.concat(objectFiles).toString("latin1")],
    ["events on the live connection", JSON.stringify(call.events)],
    ["words on the live connection", JSON.stringify(call.speeches)],
    ["requests to the model", JSON.stringify(call.model.runs.map(({ request }) => request))],
    ["text to the voice", JSON.stringify(call.heardTexts())],
    ["logs", logged.join("\n")],
  ];
  for (const [name, text] of sinks) {
    const digits = text.replaceAll(/(?<=\d)[\s,.-]+(?=\d)/g, "");
    for (const card of [KEYED, TYPED, SAID, GROUPED, PRESSED])
      expect(digits.includes(card), `${card} in ${name}`).toBe(false);
    for (const language of Object.keys(DIGITS))
      expect(text.includes(inWords(SAID, language)), `${language} in ${name}`).toBe(false);
  }
  expect(JSON.stringify(call.events)).not.toContain(KEYED_CODE);

  // What was said aloud while it was secret: neither in the recording nor at the recogniser.
  const spoken = call.factsOf("capture.started")[0]!.atMs;
  const ended = call.factsOf("capture.ended")[0]!.atMs;
  const begins = call.factsOf("recording.started")[0]!.atMs;
  const samples = Buffer.concat(wav).subarray(44 + (spoken + 100 - begins) * 32, 44 + (ended - begins) * 32);
  for (let at = 0; at < samples.length; at += 4)
    if (samples.readInt16LE(at) !== 0) throw new Error(`sound at ${at / 32} ms`);
  const chunks = call.speechToText.streams.flatMap(
    (stream) => (stream as unknown as { chunks: { mulaw: Uint8Array }[] }).chunks,
  );
  const pushed = Buffer.concat(chunks.map(({ mulaw }) => mulaw));
  for (let at = 0; at < aloud.length; at += 800)
    expect(pushed.includes(Buffer.from(aloud.subarray(at, at + 160)))).toBe(false);
  await journal.close();
});
