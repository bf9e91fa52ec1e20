import { expect, it } from "vitest";
import { WeeklyHours } from "@/lib/contracts/business-hours";
import { afterApproval, runTool, type ToolContext, type ToolOutcome } from "./run-tool";

const context = (more: Partial<ToolContext> = {}): ToolContext => ({
  allowed: ["verify_account", "check_code"],
  schedule: { timeZone: "UTC", weeklyHours: WeeklyHours.parse({}), specialDays: [] },
  nowMs: 0,
  record: () => undefined,
  verifyCaller: null,
  onError: () => undefined,
  ...more,
});

it("verifies callers only where the agent's version allows it and somebody can", async () => {
  const asked: string[] = [];
  const verifyCaller = {
    start: async (said: string) => void asked.push(said),
    check: async (said: string) => {
      asked.push(said);
      return { outcome: "verified" };
    },
  };
  const input = { code: "four two" };
  expect(runTool("check_code", input, context({ allowed: ["take_message"], verifyCaller }))).toMatchObject({
    failed: true,
  });
  expect(runTool("check_code", input, context())).toMatchObject({ failed: true });
  expect(asked).toEqual([]);
  expect(await runTool("check_code", input, context({ verifyCaller }))).toEqual({
    output: { outcome: "verified" },
    failed: false,
  });
  expect(asked).toEqual(["four two"]);
});

it("lets a model name neither organization nor phone, and says honestly when it could not be checked", async () => {
  const errors: unknown[] = [];
  const down = () => Promise.reject(new Error("the database is away"));
  const away = context({ verifyCaller: { start: down, check: down }, onError: (error) => errors.push(error) });
  for (const input of [
    { account_id: "A Y B", phone: "+14155550100" },
    { account_id: "x", organization: "y" },
    {},
    { account_id: 5 },
  ])
    expect(runTool("verify_account", input, away)).toMatchObject({ failed: true });
  expect(errors).toEqual([]);
  const outcome = await runTool("verify_account", { account_id: "A Y B" }, away);
  expect(outcome).toMatchObject({ failed: true });
  expect(JSON.stringify(outcome)).toContain("not verified");
  expect(JSON.stringify(outcome)).not.toContain("database");
  expect(errors).toHaveLength(1);
});

it("an appointment whose calendar cannot be reached is never said to be made", async () => {
  const errors: unknown[] = [];
  const appointments = () => Promise.reject(new Error("no database"));
  const away = context({ allowed: ["book_appointment"], appointments, onError: (error) => errors.push(error) });
  const input = { start: "2026-12-03T14:00", caller_name: "Mia" };
  const outcome = await runTool("book_appointment", input, away);
  expect(outcome).toMatchObject({ failed: true, output: { error: expect.stringContaining("not known") as string } });
  expect(errors).toHaveLength(1);
  expect(runTool("book_appointment", input, context({ allowed: ["take_message"], appointments }))).toMatchObject({
    output: { error: "There is no tool called book_appointment." },
  });
  expect(runTool("book_appointment", input, context({ allowed: ["book_appointment"] }))).toMatchObject({
    failed: true,
  });
});

it("a tool that a colleague has to allow is used after their yes, and after nothing else", async () => {
  const uses: string[] = [];
  const asked: unknown[] = [];
  const use = (): ToolOutcome => {
    uses.push("used");
    return { output: { done: true }, failed: false };
  };
  const question = "May I do this: Refund? amount: 40";
  const answering = (outcome: ToolOutcome) => (input: Record<string, unknown>) => {
    asked.push(input);
    return Promise.resolve(outcome);
  };
  const said = (answer: unknown, failed = false) => answering({ output: { answer }, failed });

  const refusals: [ToolContext["ask"], RegExp][] = [
    [undefined, /Nobody could allow it/],
    [said("No, do not"), /did not allow it/],
    [said("yes, do it"), /did not allow it/],
    [said("Only up to twenty"), /did not allow it/],
    [said("Yes, do it", true), /Nobody could allow it/],
    [said(null), /Nobody could allow it/],
    [answering({ output: { error: "Nobody answered." }, failed: true }), /Nobody could allow it/],
  ];
  for (const [ask, words] of refusals) {
    const outcome = await afterApproval(question, ask, use);
    expect(outcome.failed).toBe(true);
    expect(JSON.stringify(outcome.output)).toMatch(words);
  }
  expect(uses).toEqual([]);
  expect((await afterApproval(question, said("Only up to twenty"), use)).output).toMatchObject({
    colleague_says: "Only up to twenty",
  });

  expect(await afterApproval(question, said("Yes, do it"), use)).toEqual({ output: { done: true }, failed: false });
  expect(uses).toEqual(["used"]);
  expect(asked.at(-1)).toEqual({ question, options: ["Yes, do it", "No, do not"] });
});

it("texts the caller, and puts what went out into the call's record; what did not leaves nothing there", async () => {
  const sent = { what: "address", text: "Bright Dental: 4180 Grand Avenue", messageSid: "SM1" };
  const recorded: unknown[] = [];
  const reference = { kind: "text" as const, messageSid: "SM1" };
  const record: ToolContext["record"] = (body) => void recorded.push(body);
  const texting = (texts: ToolContext["texts"]) => context({ allowed: ["send_text"], texts, record });
  const input = { what: "address" };
  const went = texting(async () => ({ output: { sent: true }, failed: false, sent, reference }));
  expect(await runTool("send_text", input, went)).toEqual({ output: { sent: true }, failed: false, reference });
  expect(recorded).toEqual([{ type: "text.sent", ...sent }]);
  const refused = texting(async () => ({ output: { error: "STOP" }, failed: true }));
  for (const uses of [refused, texting(() => Promise.reject(new Error("no database"))), texting(undefined)])
    expect(await runTool("send_text", input, uses)).toMatchObject({ failed: true });
  for (const more of [{ to: "+19005550123" }, { text: "Call me" }, { what: 5 }])
    expect(await runTool("send_text", { ...input, ...more }, went)).toMatchObject({ failed: true });
  expect(recorded).toHaveLength(1);
});
