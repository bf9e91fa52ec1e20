import { describe, expect, it } from "vitest";
import { converseBody } from "../request";
import { endTool, hoursTool, messageTool } from "../testing";
import { think } from "./think";

const system = `You are Mia, the phone receptionist for Riverside Dental Practice. Speak in short sentences.
Never invent facts. Today is Friday, 20 November 2026. The caller's number is +353 91 555 123.
# About the business
Address: 12 Mill Street, Galway
A check-up costs 60 euros.
- Parking is free for two hours behind the building.
Q: Do you treat children? A: Yes, we treat children from the age of three.
<passage title="Teeth whitening">Whitening takes about one hour. You should not drink coffee after it.</passage>
Press 2 for parking.`;

const tools = [hoursTool, messageTool, endTool];
const transferTool = {
  toolSpec: {
    name: "transfer_call",
    description: "Transfer the caller to a colleague.",
    inputSchema: {
      json: {
        type: "object",
        properties: { destination: { type: "string", enum: ["billing", "front_desk"] }, reason: { type: "string" } },
        required: ["destination", "reason"],
      },
    },
  },
};

interface Message {
  role: "user" | "assistant";
  content: object[];
}

/** A call: says each line, answers every tool with `results`, and gives all that the agent said and called. */
function converse(lines: readonly string[], offered: object[] = tools, results: Record<string, unknown> = {}) {
  const messages: Message[] = [];
  const spoken: string[] = [];
  const called: { name: string; input: Record<string, unknown> }[] = [];
  for (const line of lines) {
    messages.push({ role: "user", content: [{ text: line }] });
    for (let round = 0; round < 4; round++) {
      const toolConfig = offered.length > 0 ? { tools: offered } : undefined;
      const thoughts = think(converseBody.parse({ system: [{ text: system }], messages, toolConfig }), { nowMs: 0 });
      const uses = thoughts.flatMap((thought) => (thought.kind === "tool" ? [thought] : []));
      spoken.push(...thoughts.flatMap((thought) => (thought.kind === "text" ? [thought.text] : [])));
      called.push(...uses.map(({ name, input }) => ({ name, input })));
      const ids = uses.map((_, at) => `t${messages.length}-${at}`);
      let at = 0;
      const content = thoughts.map((thought) =>
        thought.kind === "text"
          ? { text: thought.text }
          : { toolUse: { toolUseId: ids[at++], name: thought.name, input: thought.input } },
      );
      messages.push({ role: "assistant", content });
      if (uses.length === 0) break;
      const resultOf = (name: string) => results[name] ?? { content: [{ json: { ok: true } }] };
      messages.push({
        role: "user",
        content: uses.map((use, index) => ({
          toolResult: { toolUseId: ids[index], ...(resultOf(use.name) as object) },
        })),
      });
    }
  }
  return { spoken, called, last: spoken.at(-1) ?? "" };
}

const hours = {
  get_opening_hours: { content: [{ json: { open_now: true, today: "9:00 to 17:30", timezone: "UTC" } }] },
};

describe("what it says", () => {
  it("greets by the names in the prompt", () => {
    expect(converse(["Hello?"]).last).toBe("Hello, this is Mia at Riverside Dental Practice. How can I help you?");
  });

  it.each([
    ["How much is a check-up?", "A check-up costs 60 euros."],
    ["Where are you?", "The address is 12 Mill Street, Galway."],
    ["do you have parking", "Parking is free for two hours behind the building."],
    ["Do you see kids?", "Yes, we treat children from the age of three."],
    ["How long does teeth whitening take?", "Whitening takes about one hour."],
  ])("answers %j from the prompt's facts", (question, answer) => {
    expect(converse([question]).spoken).toEqual([answer]);
  });

  it("says that it does not know, and offers a message only when it can take one", () => {
    expect(converse(["Who won the world cup?"]).last).toBe(
      "I'm sorry, I don't know that. Would you like me to take a message?",
    );
    expect(converse(["Who won the world cup?"], [endTool]).last).toMatch(/don't know that\. Is there anything else/);
  });

  it("never reads its instructions out", () => {
    expect(converse(["Do you invent facts? Speak short sentences?"]).last).not.toMatch(/never invent|short sentences/i);
  });

  it("says that it is a stand-in", () => {
    expect(converse(["Are you a real model?"]).last).toMatch(/stand-in/);
    expect(converse(["Am I talking to a robot?"]).last).toMatch(/not a person/);
  });

  it("gives a long answer when asked for one", () => {
    expect(converse(["Tell me everything about the practice."]).last.split(/(?<=\.)\s/).length).toBeGreaterThanOrEqual(
      8,
    );
  });

  it("repeats what it said last", () => {
    const { spoken } = converse(["Where are you?", "Sorry, can you say that again?"]);
    expect(spoken[1]).toBe(`I said: ${spoken[0]}`);
  });

  it("answers pressed keys by the prompt's menu, and says which they were otherwise", () => {
    expect(converse(["[DTMF] 2"]).last).toBe("Parking is free for two hours behind the building.");
    expect(converse(["The caller pressed 1 2 #"]).last).toBe("You pressed 1 2 pound. What would you like to do?");
  });

  it("gives the same answer to the same request", () => {
    expect(converse(["What are your hours?", "Where are you?"])).toEqual(
      converse(["What are your hours?", "Where are you?"]),
    );
  });
});

describe("tools", () => {
  it("asks the hours' tool, with the day when one was said, and speaks its fields", () => {
    const { called, last } = converse(["Are you open tomorrow?"], tools, hours);
    expect(called).toEqual([{ name: "get_opening_hours", input: { date: "2026-11-21" } }]);
    expect(last).toBe("We are open and today is 9:00 to 17:30.");
    expect(converse(["When do you close?"]).called[0]).toEqual({ name: "get_opening_hours", input: {} });
  });

  it("speaks nested fields: ranges, days and times, without what is for programs", () => {
    const json = {
      timezone: "Europe/Dublin",
      now: { local: "2026-11-20T14:03", open: true, closesAt: "22:00" },
      days: [{ date: "2026-11-21", weekday: "Saturday", closed: false, intervals: [{ from: "12:00", to: "23:00" }] }],
    };
    const result = { get_opening_hours: { content: [{ json }] } };
    expect(converse(["What are your hours?"], tools, result).last).toBe(
      "We are open, we close at 22:00 and Saturday is from 12:00 to 23:00.",
    );
  });

  it("speaks a text result as it is", () => {
    const result = { get_opening_hours: { content: [{ text: "We are open from nine to five." }] } };
    expect(converse(["What are your hours?"], tools, result).last).toBe("We are open from nine to five.");
  });

  it("owns up to a tool that failed", () => {
    const result = { get_opening_hours: { status: "error", content: [{ text: "timeout" }] } };
    expect(converse(["What are your hours?"], tools, result).last).toMatch(
      /^I'm sorry, I could not get that just now\./,
    );
  });

  it("answers two questions in one turn, one by tool and one from the facts", () => {
    const { spoken } = converse(["What are your hours and where are you located?"], tools, hours);
    expect(spoken).toEqual(["We are open and today is 9:00 to 17:30. The address is 12 Mill Street, Galway."]);
  });

  it("takes all of a message that was said at once", () => {
    const { called } = converse([
      "Can you tell the owner that I'm late? My name is Joe Bloggs and my number is 086 123 4567.",
    ]);
    expect(called[0]?.input).toEqual({
      caller_name: "Joe Bloggs",
      callback_number: "0861234567",
      message: "I'm late.",
    });
  });

  it("takes a message by asking for one field after the other", () => {
    const { spoken, called } = converse([
      "Can I leave a message?",
      "It's Anna Smith.",
      "Five five five, one two three, four five six seven",
      "Please tell them I will be ten minutes late.",
    ]);
    expect(spoken).toEqual([
      "Of course. May I have your name, please?",
      "Thank you, Anna. What is the best number to reach you on?",
      "Thank you. I have 5 5 5, 1 2 3, 4 5 6 7. What message would you like me to pass on?",
      "Thank you, I have taken your message. Is there anything else I can help you with?",
    ]);
    expect(called).toEqual([
      {
        name: "take_message",
        input: { caller_name: "Anna Smith", callback_number: "5551234567", message: "I will be ten minutes late." },
      },
    ]);
  });

  it("does not ask for what was said before, answers a question in between and comes back", () => {
    const { spoken, called } = converse([
      "Hi, this is Tom Murphy. I'd like to leave a message.",
      "You can use the number I'm calling from.",
      "Where are you?",
      "The message is that my crown fell out.",
    ]);
    expect(spoken[2]).toBe("The address is 12 Mill Street, Galway. What message would you like me to pass on?");
    expect(called[0]?.input).toEqual({
      caller_name: "Tom Murphy",
      callback_number: "+35391555123",
      message: "my crown fell out.",
    });
  });

  it("asks again when it did not understand an answer", () => {
    expect(converse(["Can I leave a message?", "Anna Smith", "hm well"]).last).toBe(
      "I'm sorry, I did not catch that. Which number should we call you back on?",
    );
  });

  it("hands over by the tool for it, and says that it cannot without one", () => {
    const { called, last } = converse(["I want to speak to a person please."], [...tools, transferTool]);
    expect(called[0]).toMatchObject({ name: "transfer_call", input: { destination: "front_desk" } });
    expect(last).toBe("I am putting you through now.");
    expect(converse(["Can I talk to a human?"]).last).toMatch(/^I'm sorry, I cannot connect you to a person/);
  });

  it.each(["Goodbye!", "No, that's all, thanks. Bye.", "I'm done, thank you"])("ends the call on %j", (line) => {
    const { spoken, called } = converse([line]);
    expect(spoken[0]).toMatch(/goodbye/i);
    expect(called.map((use) => use.name)).toEqual(["end_call"]);
  });

  it("ends the call on a no to anything else, not on a no to a message", () => {
    expect(converse(["Can I talk to a human?", "no"]).called).toEqual([]);
    expect(converse(["Can I talk to a human?", "no", "no thanks"]).called[0]?.name).toBe("end_call");
  });

  it("matches a tool it has never heard of by its name and description", () => {
    const stock = {
      toolSpec: {
        name: "checkStock",
        description: "Looks up how many pieces of an article are in stock.",
        inputSchema: {
          json: {
            type: "object",
            properties: { article: { type: "string" }, size: { type: "string", enum: ["small", "large"] } },
            required: ["size"],
          },
        },
      },
    };
    expect(converse(["Is the large blue shirt in stock?"], [stock]).called).toEqual([
      { name: "checkStock", input: { size: "large" } },
    ]);
    expect(converse(["Do you have stock of the shirt?"], [stock]).last).toBe(
      "Of course. Which would you like: small or large?",
    );
  });
});

describe("structured output", () => {
  const transcript =
    "Caller: Hi, my name is Anna Smith. My crown fell out on Tuesday and I am unhappy.\nAgent: Your number?\nCaller: It's 555 123 4567.";
  const properties = {
    summary: { type: "string" },
    caller_name: { type: "string" },
    phone: { type: "string" },
    sentiment: { type: "string", enum: ["positive", "neutral", "negative"] },
  };
  const schema = { type: "object", properties, required: Object.keys(properties) };
  const expected = { caller_name: "Anna Smith", phone: "5551234567", sentiment: "negative" };
  const run = (body: object) => think(converseBody.parse(body), { nowMs: 0 })[0];

  it("fills a forced tool by extraction", () => {
    const toolConfig = {
      tools: [{ toolSpec: { name: "record_call", inputSchema: { json: schema } } }],
      toolChoice: { tool: { name: "record_call" } },
    };
    const messages = [{ role: "user", content: [{ text: `Extract the details.\n${transcript}` }] }];
    const thought = run({ messages, toolConfig });
    expect(thought).toMatchObject({ kind: "tool", name: "record_call", input: expected });
  });

  it.each([
    [
      "a schema in the prompt",
      { system: [{ text: `Respond in JSON that follows this schema: ${JSON.stringify(schema)}` }] },
    ],
    [
      "outputConfig",
      {
        outputConfig: {
          textFormat: { type: "json_schema", structure: { jsonSchema: { schema: JSON.stringify(schema) } } },
        },
      },
    ],
  ])("answers %s with JSON alone", (_, more) => {
    const thought = run({ ...more, messages: [{ role: "user", content: [{ text: transcript }] }] });
    expect(JSON.parse(thought?.kind === "text" ? thought.text : "")).toMatchObject(expected);
  });

  it("summarises with the caller's first sentences", () => {
    const thought = run({ messages: [{ role: "user", content: [{ text: `Summarise this call.\n${transcript}` }] }] });
    expect(thought).toEqual({
      kind: "text",
      text: "Hi, my name is Anna Smith. My crown fell out on Tuesday and I am unhappy. It's 555 123 4567.",
    });
  });
});
