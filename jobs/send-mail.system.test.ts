import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withSystem } from "@/lib/db/transaction";
import { enqueueMail } from "@/lib/services/mail/enqueue-mail";
import { createTestDatabase, type TestDatabase, withOwner } from "@/scripts/test/database";

const program = fileURLToPath(new URL("./main.ts", import.meta.url));
const waiting = { timeout: 45_000, interval: 100 };
const link = "https://aybiza.test/verify-email/not-for-the-log";
let test: TestDatabase;
let server: SMTPServer;
let refusals = 0;
const received: { to: string | undefined; text: string | undefined }[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 3);
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onMailFrom: (_, __, done) =>
      refusals-- > 0 ? done(Object.assign(new Error("later"), { responseCode: 451 })) : done(),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => void chunks.push(chunk));
      stream.on("end", () => {
        void PostalMime.parse(Buffer.concat(chunks)).then(({ text }) => {
          received.push({ to: session.envelope.rcptTo[0]?.address, text });
          done();
        });
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await closeDatabase();
  await test.drop();
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    const gone = once(child, "exit");
    if (child.kill("SIGKILL")) await gone;
  }
});

function startJobs(settings: Record<string, string>) {
  const env = { ...process.env, DATABASE_URL: test.url, LOG_LEVEL: "debug", TWILIO_ACCOUNT_SID: "", ...settings };
  const child = spawn(process.execPath, ["--import", "tsx", program], { stdio: ["ignore", "pipe", "pipe"], env });
  children.push(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => void (said += chunk));
  }
  return () => said;
}
const enqueue = (to: string) =>
  withSystem("test", (tx) => enqueueMail(tx, to, { kind: "verify_email", name: "Nora", link }));
const unsent = () =>
  withOwner(test.url, async (sql) =>
    Number(
      (await sql.query<{ n: string }>("select count(*) as n from outgoing_mail where sent_at is null")).rows[0]?.n,
    ),
  );

it("two job processes send each waiting mail once, one that was refused a little later, and log no secret", async () => {
  refusals = 1;
  const people = ["ann", "bob", "cleo"].map((name) => `${name}@example.test`);
  for (const person of people) await enqueue(person);
  const smtpUrl = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const logs = [1, 2].map(() => startJobs({ SMTP_URL: smtpUrl }));
  await expect.poll(unsent, waiting).toBe(0);
  expect(received.map(({ to }) => to).sort()).toEqual(people);
  for (const { text } of received) expect(text).toContain(link);
  for (const said of logs) {
    expect(said()).not.toContain("not-for-the-log");
    expect(said()).not.toContain("@example.test");
  }
});

it("without a mail server it says once that mail waits, and mail waits", async () => {
  await enqueue("dora@example.test");
  const said = startJobs({ SMTP_URL: "" });
  await expect.poll(said, waiting).toContain('"event":"ready"');
  await expect.poll(said, waiting).toContain("mail waits");
  expect(said().split("mail waits")).toHaveLength(2);
  expect(await unsent()).toBe(1);
});
