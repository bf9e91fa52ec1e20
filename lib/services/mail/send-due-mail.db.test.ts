import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MailProblem, type MailToSend } from "@/lib/adapters/mail/send-mail";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withSystem } from "@/lib/db/transaction";
import { createTestDatabase, type TestDatabase, withOwner } from "@/scripts/test/database";
import { enqueueMail } from "./enqueue-mail";
import { sendDueMail } from "./send-due-mail";

let test: TestDatabase;
const start = new Date("2026-06-10T12:00:00Z");
const message = { kind: "verify_email" as const, name: "Nora", link: "https://aybiza.test/verify-email/secret" };

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 8);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});
beforeEach(() => sql("delete from outgoing_mail"));

const sql = (text: string, values: unknown[] = []) => withOwner(test.url, (client) => client.query(text, values));
const rows = async () => (await sql("select * from outgoing_mail order by id")).rows;
const enqueue = async (to = `nora-${randomBytes(4).toString("hex")}@example.test`) => {
  await withSystem("test", (tx) => enqueueMail(tx, to, message));
  return to;
};
const at = (ms: number) => () => new Date(start.getTime() + ms);
const refuse = () => Promise.reject(new MailProblem("the mail server answered 451"));

describe("sendDueMail", () => {
  it("sends what waits, oldest first, once, and wipes it", async () => {
    const wanted = [await enqueue(), await enqueue()];
    const sent: MailToSend[] = [];
    const send = async (mail: MailToSend) => void sent.push(mail);
    expect(await sendDueMail({ send, now: at(0) })).toEqual({ sent: 2, failed: 0, givenUp: 0 });
    expect(sent.map(({ to }) => to)).toEqual(wanted);
    expect(sent[0]).toMatchObject({ message });
    expect(await rows()).toMatchObject(
      wanted.map(() => ({ message: { kind: "verify_email" }, sent_at: start, attempts: 1, last_problem: null })),
    );
    expect(JSON.stringify(await rows())).not.toContain("sealed");
    expect(await sendDueMail({ send, now: at(86_400_000) })).toMatchObject({ sent: 0 });
  });

  it("gives no mail to two jobs", async () => {
    await Promise.all(Array.from({ length: 12 }, () => enqueue()));
    const sent: string[] = [];
    const send = async ({ id }: MailToSend) => {
      sent.push(id);
      await new Promise((resolve) => setImmediate(resolve));
    };
    await Promise.all([1, 2, 3, 4].map(() => sendDueMail({ send, now: at(0) })));
    expect(sent).toHaveLength(12);
    expect(new Set(sent).size).toBe(12);
  });

  it("leaves a mail alone that another job is sending, and takes it up when that one is long gone", async () => {
    await enqueue();
    let giveUp = () => {};
    let first: Promise<unknown> = Promise.resolve();
    await new Promise<void>((taken) => {
      const send = () => {
        taken();
        return new Promise<void>((_, reject) => (giveUp = () => reject(new Error("gone"))));
      };
      first = sendDueMail({ send, now: at(0) });
    });
    const send = async () => undefined;
    expect(await sendDueMail({ send, now: at(599_000) })).toMatchObject({ sent: 0 });
    expect(await sendDueMail({ send, now: at(600_000) })).toMatchObject({ sent: 1 });
    giveUp();
    await first;
    expect(await rows()).toMatchObject([{ sent_at: at(600_000)(), last_problem: null }]);
  });

  it("tries again later each time, and gives up after eight, keeping why and no secret", async () => {
    await enqueue();
    const tries: number[] = [];
    const pauses = [0, 15, 60, 300, 900, 3600, 10_800, 28_800];
    let clockMs = 0;
    for (const pause of pauses) {
      if (pause > 0)
        expect(await sendDueMail({ send: refuse, now: at(clockMs + pause * 1000 - 1) })).toMatchObject({
          failed: 0,
          givenUp: 0,
        });
      clockMs += pause * 1000;
      const result = await sendDueMail({ send: refuse, now: at(clockMs) });
      tries.push(result.failed + result.givenUp);
    }
    expect(tries).toEqual(pauses.map(() => 1));
    expect(await rows()).toMatchObject([
      { attempts: 8, sent_at: null, message: { kind: "verify_email" }, last_problem: "the mail server answered 451" },
    ]);
    expect(JSON.stringify(await rows())).not.toContain("sealed");
    expect(await sendDueMail({ send: refuse, now: at(clockMs * 10) })).toEqual({ sent: 0, failed: 0, givenUp: 0 });
  });

  it("goes on to the next mail when one fails, and keeps nothing of an error that quotes its words", async () => {
    const bad = await enqueue();
    const good = await enqueue();
    const sent: string[] = [];
    const send = async ({ to }: MailToSend) => {
      if (to === bad) throw new Error(`cannot write ${message.link}`);
      sent.push(to);
    };
    expect(await sendDueMail({ send, now: at(0) })).toEqual({ sent: 1, failed: 1, givenUp: 0 });
    expect(sent).toEqual([good]);
    expect(JSON.stringify(await rows())).not.toContain("secret");
  });

  it("says of a message it cannot open that it cannot", async () => {
    await enqueue();
    await sql(`update outgoing_mail set message = jsonb_set(message, '{sealed}', '"AAAA"')`);
    const send = () => Promise.reject(new Error("it must not be tried"));
    expect(await sendDueMail({ send, now: at(0) })).toMatchObject({ failed: 1 });
    expect((await rows())[0].last_problem).toContain("cannot be opened");
  });
});
