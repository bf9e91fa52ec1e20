import { describe, expect, it } from "vitest";
import { converseBody } from "../request";
import { think } from "./think";

const text = { type: "string" };
const spec = (name: string, description: string, properties: object, required: string[] = []) => ({
  toolSpec: { name, description, inputSchema: { json: { type: "object", properties, required } } },
});
const start = { ...text, description: "The start of a free time exactly as a tool gave it, such as 2026-12-03T14:30" };
const service = { ...text, description: "The service's name, as find_appointments gives it." };
const name = { ...text, description: "The caller's name, as they said it" };
const TOOLS = [
  spec(
    "take_message",
    "Takes a message for the people of the business.",
    { caller_name: text, callback_number: text, message: text },
    ["caller_name", "callback_number", "message"],
  ),
  spec("find_appointments", "Finds free appointment times and what the caller has already.", {
    service,
    day: { ...text, description: "today, tomorrow, a weekday's English name or a date as YYYY-MM-DD." },
    time_of_day: { enum: ["morning", "afternoon", "evening"] },
  }),
  spec("hold_appointment", "Keeps a free time for the caller.", { service, start }, ["start"]),
  spec("book_appointment", "Books an appointment at a free time.", { service, start, caller_name: name, note: text }, [
    "start",
    "caller_name",
  ]),
  spec("move_appointment", "Moves the caller's own appointment.", { from: text, to: start }, ["to"]),
  spec("cancel_appointment", "Cancels the caller's own appointment.", { start: text }),
  spec("end_call", "Ends the phone call.", { reason: text }),
];
/** The same things under other names. */
const OTHER_TOOLS = [
  spec("check_availability", "Lists free slots of a table.", { date: { ...text, format: "date" } }),
  spec("reserve_table", "Reserves a table.", { slot: { ...text, description: "A free slot" }, guest_name: name }, [
    "slot",
    "guest_name",
  ]),
];

const FREE = [
  { start: "2026-12-03T09:00", spoken: "Thursday the third of December at nine in the morning", with: "Anna" },
  {
    start: "2026-12-03T14:30",
    spoken: "Thursday the third of December at half past two in the afternoon",
    with: "Ben",
  },
  { start: "2026-12-04T09:00", spoken: "Friday the fourth of December at nine in the morning", with: "Anna" },
];
type Called = { name: string; input: Record<string, unknown> };
type Answer = (call: Called) => { json: object; failed?: boolean };

/** A telephone call, whose tools answer as they are told to; what was said and called, turn by turn. */
function telephone(answer: Answer, tools: object[] = TOOLS) {
  const messages: { role: "user" | "assistant"; content: object[] }[] = [
    { role: "user", content: [{ text: "(The call is connected.)" }] },
    { role: "assistant", content: [{ text: "Harbour Dental, this is Nora. How can I help you today?" }] },
  ];
  return (line: string) => {
    const said: string[] = [];
    const calls: Called[] = [];
    messages.push({ role: "user", content: [{ text: line }] });
    for (let round = 0; round < 5; round++) {
      const system = [
        { text: "You are Nora, the receptionist of Harbour Dental. It is Monday, November 30, 2026 at 9:00 AM." },
      ];
      const thoughts = think(converseBody.parse({ system, messages, toolConfig: { tools } }), { nowMs: 0 });
      const results: object[] = [];
      const content = thoughts.map((thought) => {
        if (thought.kind === "text") {
          said.push(thought.text);
          return { text: thought.text };
        }
        const toolUseId = `t${messages.length}-${calls.length}`;
        calls.push(thought);
        const { json, failed } = answer(thought);
        results.push({ toolResult: { toolUseId, content: [{ json }], status: failed ? "error" : "success" } });
        return { toolUse: { toolUseId, name: thought.name, input: thought.input } };
      });
      messages.push({ role: "assistant", content });
      if (results.length === 0) break;
      messages.push({ role: "user", content: results });
    }
    return { said: said.join(" "), calls: calls.map((call) => [call.name, call.input] as const) };
  };
}

const spokenOf = (value: unknown) => FREE.find((slot) => slot.start === value)?.spoken;
const book: Answer = ({ name: tool, input }) => {
  const value = input["start"] ?? input["to"];
  if (tool === "find_appointments") return { json: { service: { name: "Cleaning" }, free: FREE, callers_own: [] } };
  if (tool === "cancel_appointment") return { json: { canceled: true, ...FREE[0] } };
  return { json: { done: true, start: value, spoken: spokenOf(value), with: "Ben" } };
};

describe("an appointment by telephone", () => {
  it("is looked for, chosen by its place, kept, and booked under the caller's name", () => {
    const turn = telephone(book);
    const looked = turn("I'd like to book an appointment for Thursday, please.");
    expect(looked.calls).toEqual([["find_appointments", { day: "thursday" }]]);
    expect(looked.said).toMatch(
      /^I have Thursday .* nine .*, .* half past two .* or Friday .*\. Which would suit you best\?$/,
    );
    const kept = turn("The second one, please.");
    expect(kept.calls).toEqual([["hold_appointment", { service: "Cleaning", start: "2026-12-03T14:30" }]]);
    expect(kept.said).toMatch(/^I am keeping Thursday .* half past two .* for you\. May I have your name, please\?$/);
    const booked = turn("My name is Mia Chen.");
    expect(booked.calls).toEqual([
      ["book_appointment", { service: "Cleaning", start: "2026-12-03T14:30", caller_name: "Mia Chen" }],
    ]);
    expect(booked.said).toMatch(/^You are booked for Thursday .* half past two in the afternoon with Ben\./);
    expect(turn("No, thank you. Goodbye.").calls).toEqual([["end_call", expect.anything()]]);
  });

  it.each([
    ["Friday would be great.", "2026-12-04T09:00"],
    ["Half past two works for me.", "2026-12-03T14:30"],
    ["Could I take the last one?", "2026-12-04T09:00"],
    ["I'll take 2:30 pm.", "2026-12-03T14:30"],
  ])("is chosen by what is said of it: %s", (words, value) => {
    const turn = telephone(book);
    turn("Hi, this is Mia Chen, I need an appointment.");
    // Their name is known: it is booked at once.
    expect(turn(words).calls).toEqual([
      ["book_appointment", { service: "Cleaning", start: value, caller_name: "Mia Chen" }],
    ]);
  });

  it("that was taken meanwhile is said to be, and what is left is offered and taken", () => {
    let isGone = true;
    const turn = telephone((call) => {
      if (call.name !== "book_appointment" && call.name !== "hold_appointment") return book(call);
      if (!isGone) return book(call);
      isGone = false;
      return { json: { taken: true, free: FREE.slice(1), note: "Say so and offer these." } };
    });
    turn("I want to book an appointment");
    const gone = turn("The first one. My name is Mia Chen.");
    expect(gone.said).toMatch(
      /^I'm sorry, that time has just been taken by somebody else\. I still have Thursday .* or Friday/,
    );
    expect(turn("Then the first one.").calls).toEqual([
      ["book_appointment", { service: "Cleaning", start: "2026-12-03T14:30", caller_name: "Mia Chen" }],
    ]);
  });

  it("is moved, and canceled once the caller has said yes", () => {
    const own = [{ service: "Cleaning", start: FREE[0]?.start, spoken: FREE[0]?.spoken }];
    const turn = telephone((call) =>
      call.name === "find_appointments"
        ? { json: { service: { name: "Cleaning" }, free: FREE.slice(1), callers_own: own } }
        : book(call),
    );
    const looked = turn("I need to move my appointment to Friday.");
    expect(looked.calls).toEqual([["find_appointments", { day: "friday" }]]);
    expect(looked.said).toMatch(/^You have Thursday .* nine .* now\. I have /);
    const moved = turn("The second, please");
    expect(moved.calls).toEqual([["move_appointment", { to: "2026-12-04T09:00" }]]);
    expect(moved.said).toMatch(/^Your appointment is moved to Friday/);
    expect(turn("Actually, please cancel my appointment.")).toMatchObject({
      calls: [["find_appointments", {}]],
      said: expect.stringMatching(/^Shall I cancel your appointment on Thursday .*\?$/),
    });
    expect(turn("Yes, please.")).toMatchObject({
      calls: [["cancel_appointment", {}]],
      said: expect.stringMatching(/^Your appointment on Thursday .* is canceled\./),
    });
  });

  it("of one of several services asks which, unless it was said", () => {
    const several: Answer = (call) =>
      call.name === "find_appointments" && !("service" in call.input)
        ? { json: { error: "Ask which.", services: [{ name: "Cleaning" }, { name: "Whitening" }] }, failed: true }
        : book(call);
    const turn = telephone(several);
    expect(turn("I'd like to make an appointment.").said).toBe("What would you like: Cleaning or Whitening?");
    expect(turn("Whitening, please.").calls).toEqual([["find_appointments", { service: "Whitening" }]]);
    expect(telephone(several)("I'd like to book a cleaning on Friday.").calls).toEqual([
      ["find_appointments", { day: "friday" }],
      ["find_appointments", { day: "friday", service: "Cleaning" }],
    ]);
  });

  it("works with tools of other names", () => {
    const turn = telephone(
      ({ name: tool, input }) =>
        tool === "check_availability"
          ? {
              json: {
                slots: [
                  { id: 1, at: "2026-12-03T19:00", text: "Thursday at seven" },
                  { id: 2, at: "2026-12-03T20:00", text: "Thursday at eight" },
                ],
              },
            }
          : { json: { ok: true, spoken: `Thursday, ${String(input["slot"])}` } },
      OTHER_TOOLS,
    );
    expect(turn("Can I reserve a table for Thursday?").said).toMatch(
      /^I have Thursday at seven or Thursday at eight\./,
    );
    expect(turn("The second one. My name is Mia Chen").calls).toEqual([
      ["reserve_table", { slot: "2026-12-03T20:00", guest_name: "Mia Chen" }],
    ]);
  });

  it("that is only asked about is not made", () => {
    expect(telephone(book)("What does it cost to cancel an appointment?").calls).toEqual([]);
  });
});

describe("what a tool's refusal names", () => {
  const email = { ...text, description: "The caller's e-mail address" };
  const tools = TOOLS.map((tool) =>
    tool.toolSpec.name === "book_appointment"
      ? spec("book_appointment", "Books.", { service, start, caller_name: name, caller_email: email }, [
          "start",
          "caller_name",
        ])
      : tool,
  );
  it("is asked for, and the same time is booked with it", () => {
    const call = telephone(
      ({ name: tool, input }) =>
        tool !== "book_appointment"
          ? { json: tool === "hold_appointment" ? { held: true, spoken: FREE[0]?.spoken } : { free: FREE } }
          : input["caller_email"]
            ? { json: { booked: true, spoken: FREE[0]?.spoken } }
            : {
                json: { error: "An e-mail address is needed: ask for it and book again with caller_email." },
                failed: true,
              },
      tools,
    );
    call("I'd like to book an appointment, please.");
    call("The first one, please.");
    const asked = call("My name is Mia Chen.");
    expect(asked.said).toMatch(/e-?mail/i);
    const booked = call("It is mia dot chen at example dot com.");
    const input = { start: FREE[0]?.start, caller_name: "Mia Chen", caller_email: "mia.chen@example.com" };
    expect(booked.calls).toEqual([["book_appointment", input]]);
    expect(booked.said).toContain("You are booked");
  });
});
