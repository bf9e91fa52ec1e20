import { synthesize } from "../../speech/synthesize";
import { recordingWav } from "../telephony/recordings";
import { readWav } from "../../speech/wav";
import { firstAudible, lastAudible } from "../audio/frames";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  NUMBER,
  buyNumber,
  connectStream,
  eventOf,
  eventsOf,
  startTestExchange,
  type TestExchange,
} from "../testing/test-exchange";

let exchange: TestExchange;
beforeEach(async () => {
  exchange = await startTestExchange();
  buyNumber(exchange);
});
afterEach(() => exchange.close());

describe("simple verbs", () => {
  it("Say is spoken and can be understood", async () => {
    exchange.answerWith("/voice", "<Say>All lines are busy. Please call again.</Say>");
    const call = exchange.standIn.placeCall({ to: NUMBER });
    const events = await eventsOf(call.events);
    expect(events.find(({ type }) => type === "twiml.say")).toMatchObject({
      text: "All lines are busy. Please call again.",
    });
    expect(events.find(({ type }) => type === "agent.speech.ended")).toMatchObject({
      text: "All lines are busy. Please call again.",
    });
    expect(events.at(-1)).toMatchObject({ type: "ended", status: "completed" });
  });

  it("Pause comes before what follows it", async () => {
    exchange.answerWith("/voice", "<Say>one</Say><Pause length='3'/><Say>two</Say>");
    const speech = (await eventsOf(exchange.standIn.placeCall({ to: NUMBER }).events)).filter(
      (event) => event.type === "agent.speech.ended",
    );
    expect(speech).toHaveLength(2);
    expect((speech[1]?.startedAtMs ?? 0) - (speech[0]?.endedAtMs ?? 0)).toBeGreaterThan(2_500);
  });

  it("Play presses keys and plays what it fetches", async () => {
    exchange.answerWith("/voice", "<Play digits='12'/>");
    const call = exchange.standIn.placeCall({ to: NUMBER });
    expect(await eventOf(call.events, "agent.keys")).toMatchObject({ digits: "12" });
  });

  it("Play fetches a WAV file and plays all of it", async () => {
    const { audio } = await synthesize("this is a recording");
    const recording = {
      sid: "",
      callSid: "",
      startedAt: new Date(),
      source: "RecordVerb" as const,
      tracks: [Buffer.from(audio)],
      status: "completed" as const,
    };
    exchange.customer.set("/hold.wav", () => ({ body: recordingWav(recording), type: "audio/x-wav" }));
    exchange.answerWith("/voice", "<Play>/hold.wav</Play>");
    const call = exchange.standIn.placeCall({ to: NUMBER });
    expect(await eventOf(call.events, "agent.speech.ended")).toMatchObject({ text: "this is a recording" });
  });

  it("Play of what cannot be fetched is an application error", async () => {
    exchange.customer.set("/hold.wav", () => ({ status: 404 }));
    exchange.answerWith("/voice", "<Play>/hold.wav</Play>");
    expect(await eventOf(exchange.standIn.placeCall({ to: NUMBER }).events, "ended")).toMatchObject({
      status: "failed",
    });
  });

  it.each([
    ["busy", "<Reject reason='busy'/>", "busy"],
    ["no-answer", "<Reject/>", "no-answer"],
  ])("Reject does not pick up: %s", async (_, verbs, status) => {
    exchange.answerWith("/voice", verbs);
    const events = await eventsOf(exchange.standIn.placeCall({ to: NUMBER }).events);
    expect(events.at(-1)).toMatchObject({ type: "ended", status, answered: false });
  });

  it.each([
    ["an empty document", ""],
    ["Hangup", "<Hangup/>"],
    ["Pause before Reject", "<Pause/><Reject/>"],
  ])("%s picks up, as everything but a leading Reject does", async (_, verbs) => {
    exchange.answerWith("/voice", verbs);
    const events = await eventsOf(exchange.standIn.placeCall({ to: NUMBER }).events);
    expect(events.at(-1)).toMatchObject({ type: "ended", status: "completed", answered: true });
  });

  it("Redirect goes on at another address, relative ones too", async () => {
    exchange.answerWith("/voice", "<Redirect>menu/next?step=2</Redirect>");
    exchange.standIn.placeCall({ to: NUMBER });
    expect((await exchange.waitForWebhook(({ path }) => path === "/menu/next")).url).toBe(
      `${exchange.customerUrl}/menu/next?step=2`,
    );
  });

  it("an unknown verb is left out with a warning", async () => {
    exchange.answerWith("/voice", "<say>lower case</say><Hangup/>");
    expect(await eventOf(exchange.standIn.placeCall({ to: NUMBER }).events, "ended")).toMatchObject({
      status: "completed",
    });
    expect(exchange.standIn.exchange.alerts).toMatchObject([{ code: 12200 }]);
  });
});

describe("Gather", () => {
  it("takes keys while its prompt plays, up to the number asked for", async () => {
    exchange.answerWith(
      "/voice",
      "<Gather numDigits='2' action='/keys'><Say>Please press two keys, whichever you like best of all.</Say></Gather>",
    );
    exchange.standIn.placeCall({ to: NUMBER, script: [{ pauseMs: 200 }, { dtmf: "42" }] });
    expect((await exchange.waitForWebhook(({ path }) => path === "/keys")).params).toMatchObject({
      Digits: "42",
      FinishedOnKey: "",
    });
  });

  it("ends at the finish key, which is not one of the digits", async () => {
    exchange.answerWith("/voice", "<Gather action='/keys'/>");
    exchange.standIn.placeCall({ to: NUMBER, script: [{ pauseMs: 200 }, { dtmf: "123#" }] });
    expect((await exchange.waitForWebhook(({ path }) => path === "/keys")).params).toMatchObject({
      Digits: "123",
      FinishedOnKey: "#",
    });
  });

  it("takes speech", async () => {
    exchange.answerWith("/voice", "<Gather input='speech' timeout='60' action='/words'/>");
    exchange.standIn.placeCall({ to: NUMBER, script: [{ pauseMs: 200 }, { say: "book a table for four" }] });
    expect((await exchange.waitForWebhook(({ path }) => path === "/words")).params).toMatchObject({
      SpeechResult: "book a table for four",
    });
  });

  it("goes on with the next verb when nothing comes", async () => {
    exchange.answerWith("/voice", "<Gather timeout='1' action='/keys'/><Redirect>/nothing</Redirect>");
    exchange.standIn.placeCall({ to: NUMBER });
    await exchange.waitForWebhook(({ path }) => path === "/nothing");
    expect(exchange.webhooks.some(({ path }) => path === "/keys")).toBe(false);
  });
});

describe("Record", () => {
  it("keeps what the caller says, as a WAV file that can be fetched", async () => {
    exchange.answerWith("/voice", "<Record timeout='10' action='/recorded' recordingStatusCallback='/recording'/>");
    exchange.standIn.placeCall({
      to: NUMBER,
      script: [{ waitForAgent: { silenceMs: 100 } }, { say: "please call me back" }],
    });
    const { params } = await exchange.waitForWebhook(({ path }) => path === "/recorded");
    expect(Number(params["RecordingDuration"])).toBeGreaterThanOrEqual(1);
    await exchange.waitForWebhook(
      ({ path, params: told }) => path === "/recording" && told["RecordingStatus"] === "completed",
    );
    const { accountSid, authToken } = exchange.standIn.exchange;
    const wav = await fetch(`${params["RecordingUrl"] ?? ""}.wav`, {
      headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}` },
    });
    const recorded = readWav(new Uint8Array(await wav.arrayBuffer()));
    expect(lastAudible(recorded) - firstAudible(recorded)).toBeGreaterThan(4_000);
  });
});

describe("Dial", () => {
  it("connects the caller with a person, both ways, and reports how it ended", async () => {
    exchange.standIn.setPerson("+14155550170", {
      answer: "human",
      steps: [{ pauseMs: 300 }, { say: "this is the owner" }, { waitForAgent: {} }, { hangup: true }],
    });
    exchange.answerWith("/voice", "<Dial action='/dialled' callerId='+14155550100'>+14155550170</Dial>");
    const call = exchange.standIn.placeCall({
      to: NUMBER,
      script: [{ waitForAgent: {} }, { say: "I would like to order a cake" }],
    });
    expect(await eventOf(call.events, "agent.speech.ended")).toMatchObject({ text: "this is the owner" });
    const { params } = await exchange.waitForWebhook(({ path }) => path === "/dialled");
    expect(params).toMatchObject({ DialCallStatus: "completed", DialBridged: "true", CallSid: call.callSid });
    const child = exchange.standIn.exchange.calls.get(params["DialCallSid"] ?? "");
    expect(child).toMatchObject({
      from: "+14155550100",
      to: "+14155550170",
      direction: "outbound-dial",
      parentCallSid: call.callSid,
    });
    const owner = exchange.standIn.exchange.persons.get(child?.sid ?? "");
    expect(owner?.log.events.find(({ type }) => type === "agent.speech.ended")).toMatchObject({
      text: "I would like to order a cake",
    });
  });

  it.each([
    ["busy", { answer: "busy" as const }, "busy"],
    ["not there", { answer: "no_answer" as const }, "no-answer"],
    ["out of reach", { answer: "fail" as const }, "failed"],
  ])("goes on when the other is %s", async (_, person, status) => {
    exchange.standIn.setPerson("+14155550170", person);
    exchange.answerWith("/voice", "<Dial timeout='5' action='/dialled'><Number>+14155550170</Number></Dial>");
    exchange.standIn.placeCall({ to: NUMBER });
    expect((await exchange.waitForWebhook(({ path }) => path === "/dialled")).params).toMatchObject({
      DialCallStatus: status,
      DialBridged: "false",
    });
  });

  it("reaches another number of the account, whose own program answers", async () => {
    const other = exchange.standIn.exchange.numbers.buy("+14155550101");
    if (other !== undefined) other.voiceUrl = `${exchange.customerUrl}/other`;
    exchange.answerWith("/voice", "<Dial action='/dialled'>+14155550101</Dial>");
    exchange.answerWith("/other", "<Say>the other number speaks</Say>");
    const call = exchange.standIn.placeCall({ to: NUMBER });
    expect(await eventOf(call.events, "agent.speech.ended")).toMatchObject({ text: "the other number speaks" });
    expect((await exchange.waitForWebhook(({ path }) => path === "/dialled")).params["DialCallStatus"]).toBe(
      "completed",
    );
  });

  it("goes on without the other when the API sends that one elsewhere", async () => {
    exchange.answerWith(
      "/voice",
      "<Dial action='/dialled'><Number statusCallback='/child' statusCallbackEvent='answered completed'>+14155550170</Number></Dial>",
    );
    exchange.answerWith("/dialled", "<Pause length='60'/>");
    exchange.standIn.placeCall({ to: NUMBER });
    const { params } = await exchange.waitForWebhook(
      ({ path, params: told }) => path === "/child" && told["CallStatus"] === "in-progress",
    );
    const child = exchange.standIn.exchange.calls.get(params["CallSid"] ?? "");
    child?.redirect({ kind: "document", twiml: "<Response><Say>one moment please</Say></Response>" });
    const owner = exchange.standIn.exchange.persons.get(child?.sid ?? "");
    if (owner === undefined) throw new Error("nobody was dialled");
    expect(await eventOf(owner.log, "agent.speech.ended")).toMatchObject({ text: "one moment please" });
    expect(await eventOf(owner.log, "ended")).toMatchObject({ status: "completed" });
    await exchange.waitForWebhook(({ path }) => path === "/dialled");
  });

  it("ends the other's call when the caller hangs up", async () => {
    exchange.answerWith(
      "/voice",
      "<Dial><Number statusCallback='/child' statusCallbackEvent='answered completed'>+14155550170</Number></Dial>",
    );
    const call = exchange.standIn.placeCall({ to: NUMBER });
    await exchange.waitForWebhook(({ path, params }) => path === "/child" && params["CallStatus"] === "in-progress");
    call.hangup();
    expect(
      (await exchange.waitForWebhook(({ path, params }) => path === "/child" && params["CallStatus"] === "completed"))
        .params,
    ).toMatchObject({ ParentCallSid: call.callSid });
  });
});

describe("Conference", () => {
  it("lets everybody hear everybody, and ends when the one who holds it leaves", async () => {
    exchange.customer.set("/voice", ({ params }) => ({
      body: `<Response><Dial action="/left"><Conference endConferenceOnExit="${String(params["From"] === "+14155550191")}" statusCallback="/room" statusCallbackEvent="start end join leave">room</Conference></Dial></Response>`,
    }));
    const first = exchange.standIn.placeCall({ from: "+14155550191", to: NUMBER });
    const second = exchange.standIn.placeCall({ from: "+14155550192", to: NUMBER });
    for (const callSid of [first.callSid, second.callSid]) {
      await exchange.waitForWebhook(
        ({ params }) => params["StatusCallbackEvent"] === "participant-join" && params["CallSid"] === callSid,
      );
    }
    await first.sendSay("good morning everybody");
    expect(await eventOf(second.events, "agent.speech.ended")).toMatchObject({ text: "good morning everybody" });
    first.hangup();
    await exchange.waitForWebhook(({ path, params }) => path === "/left" && params["CallSid"] === second.callSid);
    await exchange.waitForWebhook(({ params }) => params["StatusCallbackEvent"] === "conference-end");
  });
});

describe("Start Stream", () => {
  it("listens to both sides while the next verbs run, until Stop", async () => {
    const stream = connectStream(exchange, "track='both_tracks' name='ear'").replace(/Connect/g, "Start");
    exchange.answerWith(
      "/voice",
      `${stream}<Say>one moment please</Say><Stop><Stream name="ear"/></Stop><Pause length="1"/>`,
    );
    const opened = exchange.nextMedia();
    exchange.standIn.placeCall({ to: NUMBER });
    const { peer } = await opened;
    await peer.closed;
    const tracks = new Set(peer.messages.flatMap(({ media }) => (media === undefined ? [] : [media.track])));
    expect(tracks).toEqual(new Set(["inbound", "outbound"]));
    expect(peer.messages.at(-1)?.event).toBe("stop");
  });
});

describe("failures", () => {
  it("go to the number's fallback URL with what went wrong", async () => {
    const number = exchange.standIn.exchange.numbers.findByNumber(NUMBER);
    if (number !== undefined) number.voiceFallbackUrl = `${exchange.customerUrl}/fallback`;
    exchange.customer.set("/voice", () => ({ status: 500 }));
    exchange.answerWith("/fallback", "<Say>We are back soon.</Say>");
    const call = exchange.standIn.placeCall({ to: NUMBER });
    const { params } = await exchange.waitForWebhook(({ path }) => path === "/fallback");
    expect(params).toMatchObject({
      ErrorCode: "11200",
      ErrorUrl: `${exchange.customerUrl}/voice`,
      CallSid: call.callSid,
    });
    expect(await eventOf(call.events, "ended")).toMatchObject({ status: "completed" });
  });

  it.each([
    ["invalid TwiML", { body: "<Response><Say>" }, 12100],
    ["another content type", { body: "{}", type: "application/json" }, 12300],
    ["an error status", { status: 503 }, 11200],
  ])("without a fallback, %s ends in an apology and a failed call", async (_, answer, code) => {
    exchange.customer.set("/voice", () => answer);
    const events = await eventsOf(exchange.standIn.placeCall({ to: NUMBER }).events);
    expect(events.find(({ type }) => type === "twiml.say")).toMatchObject({
      text: expect.stringContaining("application error") as string,
    });
    expect(events.at(-1)).toMatchObject({ type: "ended", status: "failed" });
    expect(exchange.standIn.exchange.alerts.map((alert) => alert.code)).toContain(code);
  });

  it("a fault of the network in front of the webhook leads to the fallback too", async () => {
    const number = exchange.standIn.exchange.numbers.findByNumber(NUMBER);
    if (number !== undefined) number.voiceFallbackUrl = `${exchange.customerUrl}/fallback`;
    exchange.controls.fail({ operation: "webhook.voice", kind: "drop", count: 1 });
    exchange.standIn.placeCall({ to: NUMBER });
    expect((await exchange.waitForWebhook(({ path }) => path === "/fallback")).params["ErrorCode"]).toBe("11205");
  });
});
