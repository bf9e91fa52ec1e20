import { describe, expect, test } from "vitest";
import { defaultSettings } from "@/lib/domain/businesses/default-settings";
import type { SearchMoved } from "./events";
import { memoryFromEvents } from "./memory";
import type { ConversationSettings } from "./settings";
import type { CameBack } from "./state";
import { Machine } from "./testing/machine";

const ID = "018f0000-0000-7000-8000-000000000001";
const ANNA = { userId: "user-anna", name: "Anna Weber" };
const BORIS = { userId: "user-boris", name: "Boris Tal" };
const { escalation } = defaultSettings({ type: "appointments", industry: "dental" });
const PEOPLE = { triggers: escalation.triggers, otherwise: "take_message" as const };
const MY_NUMBER = "+14155550111";

const start = (change: Partial<ConversationSettings> = {}) =>
  new Machine({ people: PEOPLE, callerNumber: MY_NUMBER, ...change }).connect();
/** The driver gives a search its id. */
const named = (call: Machine) => call.send({ kind: "search.named", escalationId: ID });
const asks = (change: Partial<ConversationSettings> = {}) => named(start(change).callerSays("Get me a human, please."));
const moves = (call: Machine, progress: SearchMoved) => call.send({ kind: "search.moved", escalationId: ID, progress });
const accepted = (call: Machine) =>
  moves(call, { kind: "accepted", via: "browser", userId: ANNA.userId, name: ANNA.name });
const moved = (call: Machine) =>
  call.factsOf("escalation.moved").map(({ to, humanAgentName }) => `${to} ${humanAgentName}`);

describe("a caller who asks for a person", () => {
  test("is told, and somebody is looked for once it is recorded", () => {
    const call = start().callerSays("Get me a human, please.");
    expect(call.voiced).toContain("Let me find somebody for you.");
    expect(call.effectsOf("find_person")).toEqual([]);
    named(call);
    expect(call.factsOf("escalation.raised")).toMatchObject([{ escalationId: ID, cause: "asked", mode: "warm" }]);
    expect(call.effectsOf("find_person")).toMatchObject([{ search: { escalationId: ID, by: null } }]);
    expect(call.effectsOf("think")).toEqual([]);
  });

  test("is kept company while it rings, and answered when they speak", () => {
    const call = asks().hearAll();
    moves(call, { kind: "ringing", name: "Anna Weber" });
    call.pass(9000).hearAll().pass(9000).hearAll();
    expect(call.voiced).toContain("still trying to reach somebody");
    expect(call.voiced).toContain("still here with you");
    expect(call.factsOf("silence.prompted")).toEqual([]);
    call.callerSays("Are you open on Sunday?");
    expect(call.lastThink?.steering).toContain("is being called for the caller");
    call.modelSays("No, we are closed.").hearAll();
    expect(call.voiced).toContain("No, we are closed.");
    expect(moved(call)).toEqual(["ringing Anna Weber"]);
  });

  test("hears who comes, by name; then the person has the floor, and the escalation knows", () => {
    const call = accepted(asks().hearAll());
    expect(call.voiced).toContain("Anna Weber is here now");
    call.send({ kind: "person.joined", by: ANNA });
    expect(call.effectsOf("person_connected")).toEqual([{ kind: "person_connected", escalationId: ID }]);
    call.send({ kind: "steered", by: ANNA, command: { action: "give_back", promised: "" } });
    expect(call.effectsOf("person_released")).toEqual([{ kind: "person_released", escalationId: ID }]);
    expect(moved(call)).toEqual(["accepted Anna Weber"]);
  });

  test("is connected by the carrier with a person who waits on their telephone", () => {
    const call = asks().hearAll();
    moves(call, { kind: "accepted", via: "phone", name: "Anna Weber", conference: "conf-1" });
    expect(call.voiced).toContain("Anna Weber is on the line for you.");
    expect(call.effectsOf("person_connected")).toEqual([]);
    call.hearAll();
    expect(call.ended).toMatchObject({ disposition: "transferred", reason: "The caller asked for a person" });
    expect(call.effectsOf("end").at(-1)?.closing.next).toEqual({ kind: "conference", name: "conf-1" });
    expect(call.effectsOf("person_connected")).toHaveLength(1);

    const gone = asks().hearAll();
    moves(gone, { kind: "accepted", via: "phone", name: "Anna Weber", conference: "conf-1" });
    gone.send({ kind: "line.closed", reason: "stop", how: "call_ended" });
    expect(gone.ended).toMatchObject({ disposition: "caller_hung_up" });
    expect(gone.effectsOf("person_connected")).toEqual([]);
  });

  test("whom nobody comes for is told so, and promised a call back to the number that is known", () => {
    const call = asks().hearAll();
    moves(call, { kind: "declined", name: "Anna Weber" });
    moves(call, { kind: "no_answer", name: "Boris Tal" });
    moves(call, { kind: "nobody" });
    expect(call.voiced).toContain("nobody is free at the moment. Somebody will call you back.");
    expect(call.factsOf("callback.promised")).toEqual([
      { type: "callback.promised", number: MY_NUMBER, reason: "The caller asked for a person" },
    ]);
    expect(call.lastThink?.steering).toContain("use take_message");
    expect(moved(call)).toEqual(["declined Anna Weber", "no_answer Boris Tal", "nobody null"]);
    expect(call.ended).toBeUndefined();
  });

  test("hears out that somebody is looked for, when it is known at once that nobody can be had", () => {
    const call = moves(asks(), { kind: "nobody" });
    expect(call.effectsOf("clear")).toEqual([]);
    expect(call.lastThink?.steering ?? "").not.toContain("use take_message");
    call.hearAll();
    const heard = call.factsOf("answer.ended").map(({ interrupted }) => interrupted);
    expect(heard.slice(-2)).toEqual([false, false]);
    expect(call.voiced).toContain("Let me find somebody for you. One moment, please.");
    expect(call.voiced).toContain("nobody is free at the moment.");
    expect(call.lastThink?.steering).toContain("use take_message");
  });

  test("whose number is not known is asked, and promised the call back once it is noted", () => {
    const call = moves(asks({ callerNumber: null }).hearAll(), { kind: "nobody" });
    expect(call.factsOf("callback.promised")).toEqual([]);
    call.modelSays("What is your name and number?").hearAll().callerSays("Tom, 4155550122.");
    call.modelCalls(["t1", "take_message", { caller_name: "Tom", callback_number: "4155550122", message: "x" }]);
    call.send({ kind: "tool.finished", toolCallId: "t1", output: { ok: true }, failed: false });
    expect(call.factsOf("callback.promised")).toMatchObject([{ number: "4155550122" }]);
  });

  test("is connected with the number for that, where the business wants it so", () => {
    const people = { ...PEOPLE, otherwise: "fallback_number" as const };
    const call = moves(asks({ people, fallbackNumber: "+14155550199" }).hearAll(), { kind: "nobody" }).hearAll();
    expect(call.effectsOf("end").at(-1)?.closing.next).toEqual({ kind: "dial", to: "+14155550199" });
  });

  test("who accepted and does not come within 8 s: another is looked for, once", () => {
    const call = accepted(asks().hearAll()).hearAll().pass(8000);
    expect(call.effectsOf("withdraw_search")).toHaveLength(1);
    expect(call.effectsOf("find_person")).toHaveLength(2);
    accepted(call).hearAll().pass(8000);
    expect(call.effectsOf("find_person")).toHaveLength(2);
    expect(moved(call).slice(-2)).toEqual(["no_answer Anna Weber", "nobody null"]);
    expect(call.factsOf("callback.promised")).toHaveLength(1);
  });

  test("another colleague who steps in makes the search needless", () => {
    const call = asks().send({ kind: "person.joined", by: BORIS });
    expect(call.effectsOf("withdraw_search")).toHaveLength(1);
    expect(moved(call)).toEqual(["withdrawn null"]);
    const before = call.facts.length;
    accepted(call);
    expect(call.facts).toHaveLength(before);
  });
});

describe("a worker is lost", () => {
  const next = (call: Machine) => {
    const events = call.facts.map((body, index) => ({ callId: "c", seq: index + 1, at: "2026-01-05T09:00:00Z", body }));
    const { history, steering, searching } = memoryFromEvents(events);
    const taken = new Machine({ people: PEOPLE, callerNumber: null }, 1, history, steering, searching);
    return taken.send({ kind: "line.connected", lineId: "MZ2", resumed: true }).hearAll();
  };

  test("while somebody is looked for: the next one begins that search anew, and the caller is kept company", () => {
    const taken = next(moves(asks().hearAll(), { kind: "declined", name: "Boris Tal" }));
    expect(taken.effectsOf("find_person")).toMatchObject([{ search: { escalationId: ID, cause: "asked" } }]);
    expect(taken.factsOf("escalation.raised")).toEqual([]);
    expect(taken.pass(9000).hearAll().voiced).toContain("still trying to reach somebody");
    moves(taken, { kind: "nobody" });
    expect(taken.voiced).toContain("nobody is free");
  });

  test("after nobody was there: nobody is looked for again, and the number is still to be had", () => {
    const taken = next(moves(asks({ callerNumber: null }).hearAll(), { kind: "nobody" }));
    expect(taken.effectsOf("find_person")).toEqual([]);
    taken.callerSays("Tom, 4155550122.");
    taken.modelCalls(["t1", "take_message", { caller_name: "Tom", callback_number: "4155550122", message: "x" }]);
    taken.send({ kind: "tool.finished", toolCallId: "t1", output: { ok: true }, failed: false });
    expect(taken.factsOf("callback.promised")).toMatchObject([{ number: "4155550122" }]);
  });

  test("after somebody accepted on their screen: the next one waits for them, and no longer than the first would have", () => {
    const comes = next(accepted(asks().hearAll()).hearAll());
    expect(comes.effectsOf("find_person")).toEqual([]);
    comes.send({ kind: "person.joined", by: ANNA });
    expect(comes.effectsOf("person_connected")).toMatchObject([{ escalationId: ID }]);

    const waits = next(accepted(asks().hearAll()).hearAll());
    waits.pass(8000);
    expect(moved(waits)).toEqual(["no_answer Anna Weber"]);
    expect(waits.effectsOf("find_person")).toMatchObject([{ search: { escalationId: ID, tries: 1 } }]);
  });

  test("once somebody has come, nobody is looked for", () => {
    const call = accepted(asks().hearAll()).send({ kind: "person.joined", by: ANNA });
    expect(next(call).effectsOf("find_person")).toEqual([]);
  });
});

describe("a caller who comes back from a person at a telephone", () => {
  const back = (cameBack: CameBack, change: Partial<ConversationSettings> = {}) => {
    const call = asks().hearAll();
    moves(call, { kind: "accepted", via: "phone", name: ANNA.name, conference: "escalation-1" }).hearAll();
    const events = call.facts.map((body, index) => ({ callId: "c", seq: index + 1, at: "2026-01-05T09:00:00Z", body }));
    const { history, steering, searching } = memoryFromEvents(events);
    expect(searching).toMatchObject({ search: null, cameBack: "talked" });
    const settings = { people: PEOPLE, callerNumber: MY_NUMBER, maxDurationMs: 30_000, ...change };
    const taken = new Machine(settings, 1, history, steering, { ...searching, cameBack });
    taken.nowMs = 60_000;
    return taken.send({ kind: "line.connected", lineId: "MZ2", resumed: true }).hearAll();
  };

  test("after they talked: the agent is with them again, knows that they did, and has time left", () => {
    const call = back("talked");
    expect(call.voiced).toBe("Thank you. I'm back with you. Is there anything else I can do for you?");
    expect(call.factsOf("callback.promised")).toEqual([]);
    expect(call.effectsOf("find_person")).toEqual([]);
    call.callerSays("When are you open?");
    expect(JSON.stringify(call.lastThink?.messages)).toContain("put through to a colleague");
    expect(call.pass(60_000).ended).toBeUndefined();
  });

  test("after a person who left before they could talk: the agent says so and promises a call back", () => {
    const call = back("missed");
    expect(call.voiced).toContain("My colleague was cut off; I'm still here. I'm sorry, nobody is free at the moment.");
    expect(call.factsOf("callback.promised")).toMatchObject([{ number: MY_NUMBER }]);
    expect(call.lastThink).toBeDefined();
  });
});

describe("other reasons", () => {
  test("a rule of the business: the caller is told, and their question is answered too", () => {
    const people = {
      ...PEOPLE,
      triggers: { ...PEOPLE.triggers, urgent: { enabled: true, words: { en: ["bleeding"] } } },
    };
    const call = named(start({ people }).callerSays("It is bleeding, what shall I do?")).hearAll();
    expect(call.factsOf("escalation.raised")).toMatchObject([{ cause: "urgent" }]);
    expect(call.effectsOf("think")).toHaveLength(1);
  });

  test("tools that fail again and again, without a word of the caller", () => {
    const call = start().callerSays("Are you open?");
    for (const id of ["t1", "t2"]) {
      call.modelCalls([id, "get_opening_hours", { day: id }]);
      call.send({ kind: "tool.finished", toolCallId: id, output: {}, failed: true });
    }
    named(call);
    expect(call.factsOf("escalation.raised")).toMatchObject([{ cause: "tool_failed" }]);
  });

  test("time", () => {
    const people = { ...PEOPLE, triggers: { ...PEOPLE.triggers, long: { enabled: true, minutes: 1 } } };
    const call = start({ people, silence: { promptAfterMs: 600_000, prompts: 2 } }).pass(60_000);
    expect(named(call).factsOf("escalation.raised")).toMatchObject([{ cause: "long" }]);
  });

  test("the agent's own tool: its words are the announcement, or the engine's are", () => {
    const call = start().callerSays("My tooth hurts.").modelSays("I'll look for a dentist.", false);
    named(call.modelCalls(["t1", "transfer_to_person", { reason: "Pain" }])).hearAll();
    expect(call.factsOf("escalation.raised")).toMatchObject([{ cause: "agent", reason: "Pain" }]);
    expect(call.voiced).not.toContain("find somebody");
    expect(call.effectsOf("think")).toHaveLength(1);

    const silent = start().callerSays("My tooth hurts.").modelCalls(["t1", "transfer_to_person", {}]);
    expect(silent.voiced).toContain("Let me find somebody for you.");
  });

  test("a colleague's transfer to a person, once at a time", () => {
    const command = {
      action: "transfer",
      target: { kind: "queue", department: "Billing" },
      mode: "warm",
      reason: "",
    } as const;
    const call = start().send({ kind: "steered", by: BORIS, command });
    named(call).send({ kind: "steered", by: BORIS, command });
    expect(call.factsOf("escalation.raised")).toMatchObject([
      { cause: "manual", reason: "Boris Tal transferred the call" },
    ]);
    expect(call.effectsOf("find_person")).toMatchObject([{ search: { target: command.target, by: BORIS } }]);
  });

  test("nothing is looked for while a person has the call, nor a second time in vain", () => {
    const held = start().send({ kind: "person.joined", by: ANNA }).callerSays("A human, please.");
    expect(held.effectsOf("name_search")).toEqual([]);
    const vain = moves(asks().hearAll(), { kind: "nobody" }).modelSays("Your name?").hearAll();
    vain.callerSays("A human, I said!");
    expect(vain.effectsOf("name_search")).toHaveLength(1);
    vain.modelCalls(["t1", "transfer_to_person", {}]);
    expect(vain.factsOf("tool.finished").at(-1)).toMatchObject({ ok: false });
  });
});

describe("a question to a colleague", () => {
  const question = { question: "May they pay later?", options: ["Yes", "No"] };
  const asksColleague = (change = {}) =>
    start(change).callerSays("Can I pay later?").modelCalls(["t1", "ask_colleague", question]);

  test("has a limit of its own, and the caller is told that it takes a moment", () => {
    const call = asksColleague().hearAll();
    expect(call.voiced).toContain("Let me ask a colleague.");
    call.pass(27_999).hearAll();
    expect(call.factsOf("tool.finished")).toEqual([]);
    call.pass(1);
    expect(call.factsOf("tool.finished")).toMatchObject([{ ok: false }]);
  });

  test("answered by nobody, a call back is promised", () => {
    const call = asksColleague();
    call.send({ kind: "tool.finished", toolCallId: "t1", output: { answered: false }, failed: false });
    expect(call.factsOf("callback.promised")).toEqual([
      {
        type: "callback.promised",
        number: MY_NUMBER,
        reason: "A colleague did not answer in time: May they pay later?",
      },
    ]);
  });
});
