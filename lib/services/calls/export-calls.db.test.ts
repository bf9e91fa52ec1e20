import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, expect, it } from "vitest";
import { callPdf } from "@/lib/adapters/pdf/call-pdf";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { createCallShare, listCallShares, revokeCallShare } from "../call-shares/call-shares";
import { openCallShare } from "../call-shares/open-call-share";
import { createCallView, deleteCallView, listCallViews, updateCallView } from "../call-views/call-views";
import { memberContext } from "../context";
import { createNote, deleteNote, updateNote } from "../notes/save-note";
import { listCallNotes, listNotes } from "../notes/list-notes";
import { exportCall, exportCalls } from "./export-calls";
import { tagCalls } from "./tag-calls";

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 3);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const EVIL = '=HYPERLINK("http://evil.example","x") <script>alert(1)</script>';
const SAID = [EVIL, "Señor Łódź, Привет, ngữ", "+1 minus -2", "@cmd", "My name is Ruth Walsh, 415 555 0134"];

async function planted() {
  const who = await createTestOrganization(test.url);
  const [callId = ""] = await plantCalls(test.url, who, [{ said: SAID, columns: { tags: ["=evil()"] } }]);
  return { who, callId };
}

it("gives a call as text, CSV, JSON and PDF; what callers say stays text and no formula", async () => {
  const { who, callId } = await planted();
  await createNote(who.context, callId, { text: "**Call** back <b>soon</b>", tags: ["VIP", "vip"] });
  const file = async (format: string) => (await exportCall(who.context, callId, format, callPdf)).content;
  const text = (await file("txt")) as string;
  for (const line of [...SAID, "Call back <b>soon</b>"]) expect(text).toContain(line);
  const csv = (await file("csv")) as string;
  for (const cell of [`"'=HYPERLINK(""http`, `"'+1 minus`, `"'@cmd"`]) expect(csv).toContain(cell);
  expect(csv).not.toMatch(/(^|,)"[=+@-]/m);
  expect(JSON.parse((await file("json")) as string)).toMatchObject({ said: SAID.map((said) => ({ text: said })) });
  const pdf = (await file("pdf")) as Buffer;
  const read = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
  for (const words of ["<script>alert(1)</script>", "Señor Łódź, Привет, ngữ", "Call back <b>soon</b>"])
    expect(read.text.replaceAll(/\s+/g, " ")).toContain(words);
  const list = await exportCalls(who.context, { callIds: [callId] });
  expect(list.calls).toBe(1);
  expect(list.content).toContain(`"'=evil()"`);
  const viewer = memberContext({ ...who, name: "V", role: "viewer" }, { requestId: "r" });
  await expect(exportCall(viewer, callId, "txt", callPdf)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(exportCall(who.context, callId, "exe", callPdf)).rejects.toMatchObject({ code: "INVALID" });
});

it("gives a call of four hours with thousands of pieces in seconds", async () => {
  const { who, callId } = await planted();
  await withOwner(test.url, (sql) =>
    sql.query(
      `insert into segments (organization_id, call_id, segment_id, call_day, seq, turn_id, speaker, text, start_ms, end_ms, at)
       select $1, $2, 'x' || n, '2026-06-10', n + 100, 't', 'caller', 'This is sentence ' || n, n * 3600, n * 3600 + 900, now()
       from generate_series(1, 4000) n`,
      [who.organizationId, callId],
    ),
  );
  const { content } = await exportCall(who.context, callId, "pdf", callPdf);
  const read = await extractText(await getDocumentProxy(new Uint8Array(content as Buffer)), { mergePages: true });
  expect(read.text).toContain("4:00:00");
  expect(read.text).toContain("This is sentence 4000");
});

it("keeps notes: everybody their own, who manages all of them", async () => {
  const { who, callId } = await planted();
  const as = (role: "owner" | "agent" | "viewer", userId: string) =>
    memberContext({ ...who, userId, name: role, role }, { requestId: "r" });
  const [agent, other, viewer] = [
    as("agent", "019a9e10-7c11-7b52-8e0f-51f3a1c2b0a1"),
    as("agent", "019a9e10-7c11-7b52-8e0f-51f3a1c2b0a2"),
    as("viewer", "019a9e10-7c11-7b52-8e0f-51f3a1c2b0a3"),
  ];
  const note = await createNote(agent, callId, { text: "Wants a *réfund*", category: "complaint", tags: ["Money"] });
  expect(note).toMatchObject({ authorName: "agent", tags: ["money"], category: "complaint", mayChange: true });
  const ids = { callId, noteId: note.id };
  await expect(createNote(viewer, callId, { text: "x" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(updateNote(other, ids, { text: "mine" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(deleteNote(other, ids)).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect((await listNotes(other, { text: "refund", category: ["complaint"], tags: ["money"] })).notes).toMatchObject([
    { id: note.id, mayChange: false },
  ]);
  expect((await listNotes(other, { text: "nothing" })).notes).toEqual([]);
  expect(await updateNote(who.context, ids, { text: "by the owner" })).toMatchObject({
    editedBy: who.context.actor.name,
  });
  expect(await updateNote(agent, ids, { text: "by me" })).toMatchObject({ text: "by me", editedBy: null });
  await deleteNote(agent, ids);
  expect((await listCallNotes(agent, callId)).notes).toEqual([]);
});

it("shares a call without personal data until it expires or is revoked, and keeps no token", async () => {
  const { who, callId } = await planted();
  const now = new Date("2026-06-11T00:00:00Z");
  const make = () => createCallShare(who.context, callId, { days: 2 }, { webUrl: "https://app.example.com", now });
  const share = await make();
  const token = share.url.split("/").at(-1) ?? "";
  const shared = await openCallShare(token, "r", now);
  const all = JSON.stringify(shared);
  for (const secret of ["Ruth", "Walsh", "415", "0134", who.phoneNumber, callId, who.organizationId])
    expect(all).not.toContain(secret);
  expect(shared?.said[0]?.text).toContain("<script>");
  expect((await listCallShares(who.context, callId)).shares).toMatchObject([{ opened: 1 }]);
  const kept = await withOwner(test.url, (sql) => sql.query("select t::text from call_shares t"));
  expect(JSON.stringify(kept.rows)).not.toContain(token);
  expect(await openCallShare(token, "r", new Date("2026-06-13T00:00:01Z"))).toBeNull();
  expect(await openCallShare("x".repeat(32), "r", now)).toBeNull();
  await revokeCallShare(who.context, { callId, shareId: share.id });
  expect(await openCallShare(token, "r", now)).toBeNull();
});

it("keeps views, one's own and shared, and tags many calls at once", async () => {
  const { who, callId } = await planted();
  const other = memberContext(
    { ...who, userId: "019a9e10-7c11-7b52-8e0f-51f3a1c2b0a2", name: "O", role: "agent" },
    { requestId: "r" },
  );
  const view = await createCallView(who.context, { name: "Angry", query: { sentiment: ["negative"], withinDays: 7 } });
  await expect(createCallView(who.context, { name: "Angry", query: {} })).rejects.toMatchObject({ code: "CONFLICT" });
  expect((await listCallViews(other)).views).toEqual([]);
  await updateCallView(who.context, view.id, { name: "Angry", shared: true, query: view.query });
  expect((await listCallViews(other)).views).toMatchObject([{ name: "Angry", isOwn: false }]);
  await expect(deleteCallView(other, view.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await deleteCallView(who.context, view.id);
  expect(await tagCalls(who.context, { callIds: [callId], add: ["New", "vip"], remove: ["=evil()"] })).toEqual({
    changed: 1,
  });
  expect(await tagCalls(who.context, { callIds: [callId], add: ["vip"] })).toEqual({ changed: 0 });
});
