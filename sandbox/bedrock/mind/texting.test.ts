import { expect, it } from "vitest";
import { converseBody } from "../request";
import { think } from "./think";

const text = { type: "string" };
const spec = (name: string, description: string, properties: object, required: string[] = []) => ({
  toolSpec: { name, description, inputSchema: { json: { type: "object", properties, required } } },
});
const TOOLS = [
  spec("send_text", "Sends one text message to the telephone the caller calls from.", { what: text }, ["what"]),
  spec(
    "take_message",
    "Takes a message for the people of the business.",
    { caller_name: text, callback_number: text, message: text },
    ["caller_name", "callback_number", "message"],
  ),
  spec("end_call", "Ends the phone call.", { reason: text }),
];
const LIST =
  'What may be texted to them: "address"; "Price list" (They ask what it costs); "New patient form" (The caller is a new patient); "appointment" (their own, once they have one).';
const ONE_LINK = 'What may be texted to them: "address"; "Price list"; "appointment" (their own, once they have one).';

/** A telephone call line by line: what was asked of the tool, and said. */
function call(list: string, result: { json: object; failed?: boolean }, tools = TOOLS) {
  const messages: { role: "user" | "assistant"; content: object[] }[] = [
    { role: "user", content: [{ text: "(The call is connected.)" }] },
    { role: "assistant", content: [{ text: "Harbour Vets, this is Nora. How can I help you today?" }] },
  ];
  const system = [
    {
      text: `You are an AI agent who speaks on the telephone for Harbour Vets.\n\nWhat you know for certain:\n- The practice is at 7 Dock Road.`,
    },
    { text: `This call: they called us. The number at the other end is +353915550199. ${list}` },
  ];
  return (line: string) => {
    const said: string[] = [];
    const asked: object[] = [];
    messages.push({ role: "user", content: [{ text: line }] });
    for (let round = 0; round < 3; round += 1) {
      const thoughts = think(converseBody.parse({ system, messages, toolConfig: { tools } }), { nowMs: 0 });
      const results: object[] = [];
      const content = thoughts.map((thought) => {
        if (thought.kind === "text") {
          said.push(thought.text);
          return { text: thought.text };
        }
        const toolUseId = `t${messages.length}`;
        asked.push({ [thought.name]: thought.input });
        const status = result.failed ? "error" : "success";
        results.push({ toolResult: { toolUseId, content: [{ json: result.json }], status } });
        return { toolUse: { toolUseId, name: thought.name, input: thought.input } };
      });
      messages.push({ role: "assistant", content });
      if (results.length === 0) break;
      messages.push({ role: "user", content: results });
    }
    return { said: said.join(" "), asked };
  };
}

it.each([
  ["Can you text me the address?", LIST, "address"],
  ["Could you send me your address, please?", LIST, "address"],
  ["Can you text me the link?", ONE_LINK, "Price list"],
  ["Text me the price list.", LIST, "Price list"],
  ["I am a new patient. Can you send me the form?", LIST, "New patient form"],
  ["Can you text me my appointment?", LIST, "appointment"],
])("%s", (line, list, what) => {
  const { said, asked } = call(list, { json: { sent: true, what } })(line);
  expect(asked).toEqual([{ send_text: { what } }]);
  expect(said).toMatch(/^I've texted you /);
});

it("asks which, and takes the answer", () => {
  const say = call(LIST, { json: { sent: true, what: "Price list" } });
  expect(say("Can you text me something?")).toMatchObject({
    asked: [],
    said: expect.stringContaining("What may I text you") as string,
  });
  expect(say("The price list, please.").asked).toEqual([{ send_text: { what: "Price list" } }]);
});

it("says that it was not sent when it was not", () => {
  const { said } = call(LIST, { json: { error: "They once answered STOP." }, failed: true })("Text me the address.");
  expect(said).toMatch(/could not be texted/);
  expect(said).not.toMatch(/texted you/);
});

it("texts nothing without the tool, or when an e-mail or the address itself is asked for", () => {
  const bare = call("", { json: {} }, TOOLS.slice(1))("Can you text me the address?");
  expect(JSON.stringify(bare.asked)).not.toContain("send_text");
  for (const line of ["Can you e-mail me the address?", "What is your address?"])
    expect(JSON.stringify(call(LIST, { json: {} })(line).asked)).not.toContain("send_text");
});
