import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { BusinessContact } from "@/lib/contracts/business-contact";
import { changeBusiness } from "@/lib/services/businesses/change-business";
import { dial } from "@/sandbox/cli/telephone";
import { startTestStack, type TestStack } from "@/scripts/drill/test-stack";

/** A whole call by voice in which the caller has something texted. Nothing but the vendors is a stand-in. */

const CALLER = "+14155550177";
const MOST_WAIT_MS = 45_000;
let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
  await useDatabase(stack.dev.databaseUrl);
});
afterAll(async () => {
  await closeDatabase();
  await stack.stop();
});

test("a caller asks for the address, has it on their telephone, and the call's record has it too", async () => {
  const desk = await stack.organization({ greeting: "Hello, this is the desk.", tools: ["send_text", "end_call"] });
  const contact = BusinessContact.parse({ address: "4180 Grand Avenue, Oakland" });
  await changeBusiness(desk.context, desk.businessId, { name: "Bright Dental", contact });
  const heard: string[] = [];
  let noticed = () => {};
  const telephone = await dial(stack.dev.sandboxUrl, { from: CALLER, to: desk.phoneNumber, script: [] }, (event) => {
    if (event.type === "agent.speech.ended") heard.push(event.text);
    noticed();
  });
  const hear = async (pattern: RegExp): Promise<void> => {
    const until = performance.now() + MOST_WAIT_MS;
    while (!heard.some((text) => pattern.test(text))) {
      const left = until - performance.now();
      if (left <= 0) throw new Error(`The agent did not say ${pattern}, but: ${heard.join(" | ")}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        noticed = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  await hear(/this is the desk/);
  telephone.send({ type: "say", text: "Can you text me the address" });
  await hear(/texted you the address/i);
  telephone.send({ type: "hangup" });
  await telephone.done;

  const { messages } = await stack.sandbox<{ messages: { to: string; from: string; body: string }[] }>(
    "GET",
    `/sandbox/messages?to=${encodeURIComponent(CALLER)}`,
  );
  const body = "Bright Dental: 4180 Grand Avenue, Oakland";
  expect(messages).toMatchObject([{ to: CALLER, from: desk.phoneNumber, body }]);
  await expect
    .poll(
      () =>
        withTenant(desk.organizationId, async (tx) => {
          const events = await tx.callEvent.findMany({
            where: { organizationId: desk.organizationId, type: { in: ["text.sent", "claim.checked"] } },
            orderBy: { seq: "asc" },
          });
          const outcomes = await tx.callOutcome.findMany({ where: { organizationId: desk.organizationId } });
          return [...events.map((event) => event.body), ...outcomes.map(({ name, verdict }) => ({ name, verdict }))];
        }),
      { timeout: 20_000 },
    )
    .toMatchObject([
      { type: "text.sent", what: "address", text: body },
      { type: "claim.checked", kind: "sent", verdict: "done" },
      { name: "send_text", verdict: "same" },
    ]);
}, 120_000);
