import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { dial } from "@/sandbox/cli/telephone";
import type { PersonEvent } from "@/sandbox/twilio/telephony/person-events";
import { startTestStack, type TestStack } from "@/scripts/drill/test-stack";
import { type TestOrganization, withOwner } from "@/scripts/test/database";
import { setVerificationPhone } from "./set-verification-phone";

/**
 * A whole call by voice: carrier, media stream, recogniser, model with its tools, voice, text message. Nothing but the vendors is a stand-in.
 */

const GREETING = "Hello, this is the support desk.";
const soon = { timeout: 20_000, interval: 100 };
const MOST_WAIT_MS = 45_000;
let stack: TestStack;
let desk: TestOrganization;

beforeAll(async () => {
  stack = await startTestStack();
  await useDatabase(stack.dev.databaseUrl);
  desk = await stack.organization({ greeting: GREETING, tools: ["verify_account", "check_code", "end_call"] });
});
afterAll(async () => {
  await closeDatabase();
  await stack.stop();
});

const DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
/** As people say a code: every letter and digit by itself, and the dashes. */
const spelled = (code: string) =>
  [...code].map((sign) => (sign === "-" ? "dash" : (DIGITS[Number(sign)] ?? sign))).join(" ");

type Account = { organization: TestOrganization; accountId: string; phone: string };

/** An account with a telephone for codes, and what its owner would read off a letter. */
async function account(phone: string): Promise<Account> {
  const organization = await stack.organization();
  await setVerificationPhone(organization.context, { phone });
  const { accountId } = await withTenant(organization.organizationId, (tx) =>
    tx.organization.findUniqueOrThrow({ where: { id: organization.organizationId }, select: { accountId: true } }),
  );
  return { organization, accountId, phone };
}

/** A caller who waits for the agent to be silent before they go on. */
async function caller() {
  const events: PersonEvent[] = [];
  let noticed = () => {};
  const telephone = await dial(stack.dev.sandboxUrl, { from: undefined, to: desk.phoneNumber, script: [] }, (event) => {
    events.push(event);
    noticed();
  });
  const heard = () => events.flatMap((event) => (event.type === "agent.speech.ended" ? [event.text] : []));
  /** Resolves with what the agent said last once it matches. */
  const hear = async (pattern: RegExp, after: number): Promise<string> => {
    const until = performance.now() + MOST_WAIT_MS;
    for (;;) {
      const found = heard()
        .slice(after)
        .find((text) => pattern.test(text));
      if (found !== undefined) return found;
      const left = until - performance.now();
      if (left <= 0) throw new Error(`The agent did not say ${pattern}, but: ${heard().join(" | ")}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        noticed = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const does = async (act: () => void, pattern: RegExp): Promise<string> => {
    const after = heard().length;
    act();
    return hear(pattern, after);
  };
  return {
    callSid: telephone.callSid,
    greeted: () => hear(/support desk/, 0),
    says: (text: string, pattern = /./) => does(() => telephone.send({ type: "say", text }), pattern),
    presses: (digits: string, pattern = /./) => does(() => telephone.send({ type: "dtmf", digits }), pattern),
    async hangsUp() {
      telephone.send({ type: "hangup" });
      await telephone.done;
    },
    heard,
  };
}

async function textedCode(phone: string): Promise<string> {
  return vi.waitFor(
    async () => {
      const { messages } = await stack.sandbox<{ messages: { body: string; from: string }[] }>(
        "GET",
        `/sandbox/messages?to=${encodeURIComponent(phone)}`,
      );
      const code = /^(\d{6}) is your code/.exec(messages[0]?.body ?? "")?.[1];
      expect(code).toBeDefined();
      expect(messages[0]?.from).toBe(desk.phoneNumber);
      return code ?? "";
    },
    { timeout: 60_000, interval: 100 },
  );
}

const auditOf = ({ organizationId }: TestOrganization) =>
  withOwner(stack.dev.databaseUrl, async (sql) => {
    const { rows } = await sql.query<{ action: string; result: string }>(
      `select action, details ->> 'result' as result from audit_log
       where organization_id = $1 and action like 'caller_verification.%' order by seq`,
      [organizationId],
    );
    return rows.map(({ action, result }) => `${action.split(".")[1]}: ${result}`);
  });

/** The call's own record of it: what each tool was asked and answered has no place for the code. */
const outcomesOf = async (callSid: string): Promise<string[]> =>
  withOwner(stack.dev.databaseUrl, async (sql) => {
    const { rows } = await sql.query<{ outcome: string }>(
      `select e.body -> 'output' ->> 'outcome' as outcome from call_events e
       join calls c on c.organization_id = e.organization_id and c.id = e.call_id
       where c.provider_call_sid = $1 and e.body -> 'output' ->> 'outcome' is not null order by e.seq`,
      [callSid],
    );
    return rows.map(({ outcome }) => outcome);
  });

/** As far as the text message: the account id said letter by letter. */
async function beginsWith(accountId: string) {
  const person = await caller();
  await person.greeted();
  await person.says("I would like to verify my account.", /account id/i);
  await person.says(`${spelled(accountId)}.`, /on its way by text message/);
  return person;
}
/** Another wrong code for every guess. */
const otherThan = (code: string, guess = 1) => {
  const wrong = String(guess).repeat(6);
  return wrong === code ? "777777" : wrong;
};

test.concurrent(
  "an account id said letter by letter; the code of the text message said, after a wrong one",
  async () => {
    const { organization, accountId, phone } = await account("+14155550171");
    const person = await beginsWith(accountId);
    const code = await textedCode(phone);
    await person.says(`The code is ${spelled(otherThan(code))}.`, /not right.*4 times more/);
    await person.says(`The code is ${spelled(code)}.`, /You are verified/);
    await person.hangsUp();
    const told = ["started: sent", "failed: wrong_1", "verified: verified"];
    await vi.waitFor(async () => expect(await auditOf(organization)).toEqual(told), soon);
    await vi.waitFor(
      async () => expect(await outcomesOf(person.callSid)).toEqual(["sent_if_it_exists", "wrong", "verified"]),
      soon,
    );
  },
);

test.concurrent("the code keyed in", async () => {
  const { organization, accountId, phone } = await account("+14155550172");
  const person = await beginsWith(accountId);
  const code = await textedCode(phone);
  await person.presses(code, /You are verified/);
  await person.hangsUp();
  await vi.waitFor(
    async () => expect(await auditOf(organization)).toEqual(["started: sent", "verified: verified"]),
    soon,
  );
});

test.concurrent("whoever guesses has five tries: then the right code counts no more either", async () => {
  const { organization, accountId, phone } = await account("+14155550173");
  const person = await beginsWith(accountId);
  const code = await textedCode(phone);
  for (let left = 4; left >= 1; left -= 1)
    await person.presses(otherThan(code, left), left === 1 ? /try once more/ : new RegExp(`try ${left} times more`));
  await person.presses(otherThan(code, 5), /counts no more/);
  await person.presses(code, /counts no more/);
  await person.hangsUp();
  const told = ["started: sent", "failed: wrong_1", "failed: wrong_2", "failed: wrong_3", "failed: wrong_4"];
  await vi.waitFor(async () => expect(await auditOf(organization)).toEqual([...told, "failed: used_up"]), soon);
});
