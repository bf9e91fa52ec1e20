import { describe, expect, test } from "vitest";
import { HttpToolSpec } from "@/lib/contracts/tools";
import { readModelInput } from "@/lib/domain/tools/http-tool/model-input";
import { readAnswer, type Sent } from "@/lib/domain/tools/http-tool/read-answer";
import { Machine } from "./testing/machine";

/** A business's system does what it should not, and a model says all the same that it is done: the caller hears something true. */

const SPEC = HttpToolSpec.parse({
  name: "make_ticket",
  title: "Make a ticket",
  description: "Makes a ticket.",
  method: "POST",
  address: "https://desk.example.com/tickets",
  parameters: [{ name: "subject", description: "What it is about", place: "body" }],
  result: [{ name: "number", path: "ticket.number" }],
  effect: "changes",
});
const CLAIM = "I've opened a ticket for you.";
const answer = (status: number, text: string): Sent => ({
  kind: "answer",
  status,
  mediaType: "application/json",
  text,
});
const broken = (problem: string, status: number | null = null): Sent => ({ kind: "broken", problem, status, text: "" });

const BAD: readonly [string, Sent][] = [
  ["is slow", broken("it took too long to answer")],
  ["answers 500", answer(500, "oops")],
  ["answers garbage", answer(200, "{]<<<")],
  ["answers another thing", answer(200, '{"ok":true}')],
  ["answers nothing at all", answer(200, "")],
  ["sends on to a private address", broken("it sends on to another address, which is not followed", 302)],
  ["leads to a private address", { kind: "not_sent", problem: "its address is not of the public internet" }],
  ["answers a gigabyte", broken("its answer is longer than 256 KB", 200)],
  ["does not take the token any more", answer(401, '{"error":"expired"}')],
  ["says that the consent is taken back", answer(403, '{"error":"revoked"}')],
  ["does not find it", answer(404, "")],
  ["breaks off", broken("the connection broke off")],
];

describe("a system that", () => {
  test.each(BAD)("%s has done nothing that may be told as done", (_, sent) => {
    const { outcome, told } = readAnswer(SPEC, sent);
    expect(outcome).not.toBe("done");
    expect(String(told.error)).toMatch(/not done|not known/i);
    hearsTheTruth(told);
  });

  test("is asked with what does not fit its tool is not asked", () => {
    const read = readModelInput(SPEC, { subject: 7, urgent: "very" });
    expect(read).toMatchObject({ ok: false });
    hearsTheTruth({ error: "The input is not right. It was not done.", problems: read.ok ? [] : read.problems });
  });

  test("had its tool taken away in mid-call", () => {
    hearsTheTruth({ error: "This tool can't be used any more. It was not done. Say so, and offer to take a message." });
  });

  test("never answers at all is given up, and the agent may not say that it is done", () => {
    const rule = {
      title: "Make a ticket",
      effect: "changes",
      confirm: "none",
      mode: "side_by_side",
      sayWhile: "",
    } as const;
    const ownTools = { make_ticket: { ...rule, perTurn: 3, perCall: 10, limitMs: 8000 } };
    const call = new Machine({ ownTools }).connect().callerSays("A ticket, please.");
    call
      .modelCalls(["t1", "make_ticket", { subject: "Tap" }])
      .pass(8000)
      .modelSays(CLAIM)
      .hearAll();
    expect(call.factsOf("tool.finished")).toMatchObject([
      { ok: false, output: { error: expect.stringContaining("not known") as string } },
    ]);
    expect(lastSaid(call)).toContain("not done yet");
  });
});

function hearsTheTruth(told: Record<string, unknown>): void {
  const call = new Machine().connect().callerSays("A ticket, please.").modelCalls(["t1", "make_ticket", {}]);
  call.toolFinishes("t1", told, true).modelSays(CLAIM).hearAll();
  expect(call.factsOf("claim.checked")).toMatchObject([{ verdict: "not_done" }]);
  expect(lastSaid(call)).toContain("not done yet");
}

const lastSaid = (call: Machine): string => call.factsOf("answer.written").at(-1)?.text ?? "";
