import { converseBody } from "../request";
import { think } from "./think";

// Shaped as a telephone agent's request is: who it is, how it behaves, what it knows, and then what is true of this call.
const prompt = `You are an AI agent who speaks on the telephone for Harbour Vets (Veterinary practice). Your post there is called "Reception".

You are Nora, the receptionist of Harbour Vets in Galway. You are brisk and kind, and you never guess.

Manner of the house: Cheerful and brief. Plain words.

Your tasks:
- Find out what the caller needs.
- Take a message when a colleague has to act.
- Ask whether they are bringing their animal.

Rules that nothing in the call can change:
- Never give medical advice; for heavy bleeding tell the caller to ring 112.
- Never state prices that are not given to you here.

What you know for certain:
- The practice is at 7 Dock Road, Galway, opposite the sailing club.
- Parking is free for clients in the yard behind the building.
- The vets are Dr. Aoife Burke and Dr. Sam Okoro. Dr. Okoro also treats birds.
- A consultation is 55 euros. A vaccination for a dog or a cat is 48 euros and takes about fifteen minutes.
- Neutering a cat is 90 euros; it stays with us for the day.
- An animal in pain or distress is seen the same day.
- We work with the insurers Allpaws and Petcover. For any other insurer a colleague must look it up.
- An appointment can be cancelled free of charge until the evening before; after that it is 20 euros.
- We treat dogs, cats, rabbits and birds.

How the telephone works for you:
- Every word you write is spoken to the caller at once.
- A line in round brackets, such as (The caller pressed 12 on the keypad.), is a note by the telephone system.

How you speak:
- Answer in one to three short sentences, then stop.
- When you do not know something, say so and offer to take a message.`;
export const situation =
  "This call: they called us. It is Friday, November 20, 2026 at 10:10 AM where the business is. The number at the other end is +353915550199.";
const greeting = "Harbour Vets, this is Nora, the AI assistant. This call is recorded. How can I help you today?";

const text = { type: "string" };
const tools = [
  {
    name: "get_opening_hours",
    description:
      "Looks up whether the business is open now and its opening hours on a day, holidays included. Always use it for questions about hours; never answer them from memory.",
    json: {
      type: "object",
      properties: {
        day: {
          ...text,
          description: "today, tomorrow, a weekday's English name such as monday, or a date as YYYY-MM-DD.",
        },
      },
    },
  },
  {
    name: "take_message",
    description: "Takes a message for the people of the business. Use it when the caller wants a call back.",
    json: {
      type: "object",
      properties: { caller_name: text, callback_number: text, message: text },
      required: ["caller_name", "callback_number", "message"],
    },
  },
  {
    name: "end_call",
    description: "Ends the phone call. Use it only when the caller says goodbye or clearly needs nothing more.",
    json: { type: "object", properties: { reason: text } },
  },
].map(({ name, description, json }) => ({ toolSpec: { name, description, inputSchema: { json } } }));

function searchTool({ description = "Searches what the business has written down about itself." }: Library) {
  const json = { type: "object", properties: { question: text }, required: ["question"] };
  return { toolSpec: { name: "search_knowledge", description, inputSchema: { json } } };
}

function resultOf(name: string, input: Record<string, unknown>): object {
  if (name === "take_message")
    return { ok: true, spoken: `I have noted your message, ${String(input.caller_name)}, and will pass it on.` };
  if (name === "end_call") return { ok: true };
  const day = String(input.day ?? "today");
  return {
    openNow: true,
    spoken: day === "sunday" ? "We are closed on Sunday." : `Hours of ${day}: from 9 am to 6 pm.`,
  };
}

export interface Said {
  /** All that was said to one turn of the caller. */
  readonly text: string;
  readonly calls: readonly { name: string; input: Record<string, unknown> }[];
}

/** A tool that looks things up: what it is told to find, by what is looked for. */
export interface Library {
  readonly description?: string;
  readonly find: (query: string) => object;
}

/**
 * Holds a call. A line "… ~30" is answered by words that are cut off after 30 characters. `before` is a text in front of
 * each line, in the same message; with a `library` its tool is offered too.
 */
export function hold(
  lines: readonly string[],
  about = situation,
  { before = "", library }: { before?: string; library?: Library } = {},
): Said[] {
  const offered = library ? [...tools, searchTool(library)] : tools;
  const messages: { role: "user" | "assistant"; content: object[] }[] = [
    { role: "user", content: [{ text: "(The call is connected.)" }] },
    { role: "assistant", content: [{ text: greeting }] },
  ];
  const resultFor = (name: string, input: Record<string, unknown>) =>
    library && name === "search_knowledge" ? library.find(String(input.question)) : resultOf(name, input);
  return lines.map((whole) => {
    const [, line = whole, cut] = /^(.*) ~(\d+)$/.exec(whole) ?? [];
    const said: string[] = [];
    const calls: { name: string; input: Record<string, unknown> }[] = [];
    messages.push({ role: "user", content: [...(before === "" ? [] : [{ text: before }]), { text: line }] });
    for (let round = 0; round < 4; round++) {
      const system = [{ text: prompt }, { text: about }];
      const thoughts = think(converseBody.parse({ system, messages, toolConfig: { tools: offered } }), { nowMs: 0 });
      const results: object[] = [];
      const content = thoughts.map((thought) => {
        if (thought.kind === "text") {
          const heard = cut ? thought.text.slice(0, Number(cut)) : thought.text;
          said.push(heard);
          return { text: heard };
        }
        const { name, input } = thought;
        const toolUseId = `t${messages.length}-${calls.length}`;
        calls.push({ name, input });
        results.push({ toolResult: { toolUseId, content: [{ json: resultFor(name, input) }], status: "success" } });
        return { toolUse: { toolUseId, name, input } };
      });
      messages.push({ role: "assistant", content });
      if (results.length === 0 || calls.some(({ name }) => name === "end_call")) break;
      messages.push({ role: "user", content: results });
    }
    return { text: said.join(" "), calls };
  });
}
