import { describe, expect, it } from "vitest";
import type { JournalRecord } from "@/lib/services/call-journal/records";
import { RecentRecords } from "./recent-records";

const record = (name: string): JournalRecord => ({ name }) as unknown as JournalRecord;

describe("records that were just journaled", () => {
  it("are told from an offset on, once the store has what lies before", () => {
    const recent = new RecentRecords();
    recent.add(record("a"), 0, 10);
    recent.add(record("b"), 10, 25);
    recent.add(record("c"), 25, 30);
    expect(recent.from(0)).toEqual({ records: [record("a"), record("b"), record("c")], nextOffset: 30 });
    expect(recent.from(10)).toEqual({ records: [record("b"), record("c")], nextOffset: 30 });
    expect(recent.from(0)).toBeNull();
    expect(recent.from(30)).toBeNull();
  });

  it("are not told when there are others before them that only the file has", () => {
    const recent = new RecentRecords();
    recent.add(record("b"), 10, 25);
    expect(recent.from(0)).toBeNull();
    expect(recent.from(10)).toEqual({ records: [record("b")], nextOffset: 25 });
  });

  it("come in batches, and however long one is it comes", () => {
    const recent = new RecentRecords();
    const long = 300 * 1024;
    recent.add(record("long"), 0, long);
    recent.add(record("next"), long, long + 10);
    expect(recent.from(0)).toEqual({ records: [record("long")], nextOffset: long });
    expect(recent.from(long)).toEqual({ records: [record("next")], nextOffset: long + 10 });
  });

  it("are let go when the store stays away, and kept again from then on", () => {
    const recent = new RecentRecords();
    const mebibyte = 1024 * 1024;
    for (let i = 0; i < 5; i += 1) recent.add(record(`${i}`), i * mebibyte, (i + 1) * mebibyte);
    expect(recent.from(0)).toBeNull();
    expect(recent.from(4 * mebibyte)).toEqual({ records: [record("4")], nextOffset: 5 * mebibyte });
  });
});
