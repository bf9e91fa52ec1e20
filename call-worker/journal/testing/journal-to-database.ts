/**
 * Journals numbered segments of one call to the real store until somebody kills it, saying each number once append has returned.
 * Arguments: directory, organization, call, day. DATABASE_URL names the database.
 */
import pino from "pino";
import { classifyJournalError } from "@/lib/services/call-journal/classify-error";
import { writeBatch } from "@/lib/services/call-journal/write-batch";
import { systemClock } from "../../system-clock";
import { createCallLog } from "../call-log";
import { openJournal } from "../open-journal";

const [dir = "", organizationId = "", callId = "", callDay = ""] = process.argv.slice(2);
const journal = openJournal({
  dir,
  clock: systemClock,
  log: pino({ level: "silent" }),
  sink: { write: writeBatch, classify: classifyJournalError },
  rotateAtBytes: 32 * 1024,
});
const callLog = createCallLog(journal, systemClock, { organizationId, callId, callDay, epoch: 0 });
setInterval(() => {
  for (let i = 0; i < 5; i += 1) {
    const id = `s${callLog.lastSeq + 1}`;
    const { seq } = callLog.append({
      type: "segment.final",
      segmentId: id,
      turnId: id,
      speaker: "caller",
      text: `Sentence ${id}`,
      startMs: 0,
      endMs: 1,
      confidence: null,
      source: "speech",
    });
    process.stdout.write(`${seq}\n`);
  }
}, 5);
