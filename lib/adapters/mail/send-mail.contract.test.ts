import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, expect, it } from "vitest";
import { createMailSender, MailProblem } from "./send-mail";

const link = "https://aybiza.test/verify-email/secret-token";
const mail = {
  id: "0190-mail",
  to: "nora@example.test",
  message: { kind: "verify_email" as const, name: "Nora ✓", link },
};
const from = "Aybiza <no-reply@aybiza.test>";
let close: (() => Promise<void>) | undefined;

afterEach(async () => {
  await close?.();
  close = undefined;
});

/** A mail server on this machine that keeps what it takes. */
async function listen(options: SMTPServerOptions = {}) {
  const received: { email: Email; recipients: string[]; raw: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => void chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks);
        void PostalMime.parse(raw).then((email) => {
          received.push({
            email,
            raw: raw.toString(),
            recipients: session.envelope.rcptTo.map(({ address }) => address),
          });
          done();
        });
      });
    },
    ...options,
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close = () => new Promise((resolve) => server.close(() => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return { received, smtpUrl: `smtp://127.0.0.1:${port}` };
}
const refusal = (responseCode: number) => Object.assign(new Error("nora@example.test is not wanted"), { responseCode });

it("delivers both forms, with an id of its own that stays the same", async () => {
  const { received, smtpUrl } = await listen();
  await createMailSender({ smtpUrl, from })(mail);
  const [first, ...more] = received;
  expect(more).toEqual([]);
  expect(first?.recipients).toEqual(["nora@example.test"]);
  expect(first?.email).toMatchObject({
    subject: "Confirm your e-mail address",
    from: { address: "no-reply@aybiza.test", name: "Aybiza" },
    messageId: "<0190-mail@aybiza.test>",
  });
  expect(first?.email.text).toContain(link);
  expect(first?.email.text).toContain("Hello Nora ✓.");
  expect(first?.email.html).toContain(`href="${link}"`);
  expect(first?.raw).toMatch(/^Auto-Submitted: auto-generated/m);
});

it("signs in where the address has a user and a password", async () => {
  const seen: unknown[] = [];
  const { smtpUrl, received } = await listen({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (auth, _, done) => {
      seen.push([auth.username, auth.password]);
      done(null, { user: auth.username });
    },
  });
  await createMailSender({ smtpUrl: smtpUrl.replace("//", "//post:p%40ss@"), from })(mail);
  expect(seen).toEqual([["post", "p@ss"]]);
  expect(received).toHaveLength(1);
});

it.each([
  ["the recipient", 550, { onRcptTo: (_: unknown, __: unknown, done: (error?: Error) => void) => done(refusal(550)) }],
  [
    "the sender for now",
    451,
    { onMailFrom: (_: unknown, __: unknown, done: (error?: Error) => void) => done(refusal(451)) },
  ],
])("says that the server refused %s, and names nobody", async (_, code, options) => {
  const { smtpUrl } = await listen(options);
  const failed = await createMailSender({ smtpUrl, from })(mail).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(MailProblem);
  expect((failed as Error).message).toBe(`the mail server answered ${code}`);
  expect((failed as Error).cause).toBeUndefined();
});

it("fails in time when nobody answers, or nobody is there", async () => {
  const stalled = await listen({ onConnect: () => undefined });
  await expect(createMailSender({ smtpUrl: stalled.smtpUrl, from, timeoutMs: 200 })(mail)).rejects.toThrow(MailProblem);
  await close?.();
  close = undefined;
  await expect(createMailSender({ smtpUrl: stalled.smtpUrl, from })(mail)).rejects.toThrow("could not be used");
});

it("does not send in clear to another machine", async () => {
  const { smtpUrl, received } = await listen();
  // By a name that is not known as this machine's.
  const elsewhere = smtpUrl.replace("127.0.0.1", "0.0.0.0");
  await expect(createMailSender({ smtpUrl: elsewhere, from })(mail)).rejects.toThrow(MailProblem);
  expect(received).toEqual([]);
  await createMailSender({ smtpUrl: `${elsewhere}?requireTLS=false`, from })(mail);
  expect(received).toHaveLength(1);
});

it.each([
  ["confirmed", "REQUEST", "CONFIRMED"],
  ["canceled", "CANCEL", "CANCELLED"],
  ["reminder", null, null],
] as const)("an appointment that is %s goes from its business, with its event", async (kind, method, status) => {
  const { received, smtpUrl } = await listen();
  const facts = {
    kind,
    language: "en-US",
    businessName: "Harbour Dental",
    serviceName: "Cleaning",
    staffName: null,
    startMs: 0,
    timeZone: "UTC",
    customerTimeZone: null,
  };
  const event = { uid: "1@aybiza", sequence: 3, startMs: 0, endMs: 3_600_000, stampMs: 0, location: "" };
  await createMailSender({ smtpUrl, from })({
    ...mail,
    message: { kind: "appointment", customerName: "Mia", facts, event },
  });
  const email = received[0]?.email;
  expect(email?.from).toMatchObject({ name: "Harbour Dental", address: "no-reply@aybiza.test" });
  const calendars = email?.attachments.filter(({ mimeType }) => /calendar|ics/.test(mimeType)) ?? [];
  if (method === null) return expect(calendars).toEqual([]);
  const [calendar] = calendars.map(({ content }) =>
    typeof content === "string" ? content : new TextDecoder().decode(content),
  );
  for (const line of [`METHOD:${method}`, `STATUS:${status}`, "UID:1@aybiza", "SEQUENCE:3"])
    expect(calendar?.split(/\r?\n/)).toContain(line);
  expect(received[0]?.raw).toMatch(new RegExp(`text/calendar;.*method=${method}`, "i"));
});
