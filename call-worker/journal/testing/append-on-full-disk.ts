/** Journals 500 events on a disk that takes 16 KiB, with a store that works, and says what became of them. Argument: the directory. */
import pino from "pino";
import { systemClock } from "../../system-clock";
import { createCallLog } from "../call-log";
import { openJournal } from "../open-journal";

const stored = new Set<number>();
const journal = openJournal({
  dir: process.argv[2] ?? "",
  clock: systemClock,
  log: pino({ level: "silent" }),
  sink: {
    async write(records) {
      for (const record of records) if (record.k === "event") stored.add(record.seq);
      return { refused: [], changed: [] };
    },
    classify: () => "retry",
  },
});
const callLog = createCallLog(journal, systemClock, {
  organizationId: "0198c0de-0000-7000-8000-000000000001",
  callId: "0198c0de-0000-7000-8000-000000000002",
  callDay: "2026-11-20",
  epoch: 0,
});
for (let i = 0; i < 500; i += 1) callLog.append({ type: "keypad.pressed", digits: "1" });
const { diskOk } = journal.stats();
await journal.flushed();
process.stdout.write(JSON.stringify({ appended: callLog.lastSeq, stored: stored.size, diskOkWhileFull: diskOk }));
process.exit(0);
