import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import pino from "pino";
import { afterEach, describe, expect, test } from "vitest";
import type { CallAudioClaims, FromSupervisor, ToSupervisor } from "@/lib/contracts/call-audio";
import { SUPERVISOR_OFFER_PATH } from "@/lib/contracts/browser-line-paths";
import { signAudioToken, verifyAudioToken } from "@/lib/services/call-audio/audio-token";
import type { AudioRights } from "@/lib/services/call-audio/audio-rights";
import type { FloorChange } from "@/lib/services/call-audio/note-floor";
import { type BrowserFarEnd, openPeer, openSocket } from "./adapters/browser/testing/far-ends";
import { createBrowserDoor } from "./http/browser";
import { RequestError } from "./http/read-body";
import { Supervisors } from "./supervisors";
import { systemClock } from "./system-clock";
import { runInRealTime } from "./testing/real-time";
import { simulateCall, type SimulatedCall } from "./testing/simulate-call";

type FarEnd = BrowserFarEnd<FromSupervisor, ToSupervisor>;
type Way = (desk: Desk, claims: Partial<CallAudioClaims>) => Promise<FarEnd>;

const SECRET = "s".repeat(48);
const organizationId = randomUUID();
/** Sounds that can be found again, as nothing else stays the same for 10 ms. */
const VOICE = 0x21;
const OTHER_VOICE = 0x35;
const RUN_BYTES = 80;
const voice = (ms: number, code = VOICE) => new Uint8Array(ms * 8).fill(code);
/** How much of a voice is in a sound, in bytes. */
function count(sound: Uint8Array, code = VOICE): number {
  let [sum, run] = [0, 0];
  for (const byte of sound) {
    run = byte === code ? run + 1 : 0;
    if (run === RUN_BYTES) sum += RUN_BYTES;
    else if (run > RUN_BYTES) sum += 1;
  }
  return sum;
}
const loud = (sound: Uint8Array) => sound.reduce((sum, byte) => sum + (byte === 0xff || byte === 0x7f ? 0 : 1), 0);

/** A worker's door for the team with one real call behind it, in real time. */
class Desk {
  readonly callId = randomUUID();
  readonly call: SimulatedCall = simulateCall();
  readonly floors: string[] = [];
  rights: AudioRights | null = { mayListen: true, maySpeak: true };
  url = "";
  private readonly stopTime = runInRealTime(this.call.clock);
  private readonly ends: FarEnd[] = [];
  private readonly http: Server;

  constructor() {
    this.call.connect();
    const verifyToken = (token: string) => verifyAudioToken(token, SECRET, Date.now());
    const supervisors = new Supervisors({
      clock: systemClock,
      log: pino({ level: "silent" }),
      verifyToken,
      sessionOf: (callId) =>
        callId === this.callId && !this.call.closing ? { session: this.call.session, organizationId } : null,
      presentRights: (holders) => Promise.resolve(holders.map(() => this.rights)),
      noteFloor: ({ name, action }: FloorChange) => Promise.resolve(void this.floors.push(`${name} ${action}`)),
    });
    const door = createBrowserDoor({
      webRtc: { iceServers: [], extraAddresses: ["127.0.0.1"], portRange: null },
      hasRoom: () => true,
      subjectOf: (token) => (verifyToken(token) ? token : null),
      onStart: ({ token }, connection) => supervisors.receive(token, connection),
      onRejected: () => undefined,
    });
    this.http = createServer((request, response) => {
      door.answerOffer(request).then(
        (answer) => response.end(JSON.stringify(answer)),
        (error: unknown) => {
          const known = error instanceof RequestError ? error : null;
          response.writeHead(known?.status ?? 500).end(JSON.stringify({ error: known?.message }));
        },
      );
    });
    this.http.on("upgrade", (request, socket, head) => door.upgrade(request, socket, head));
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.http.listen(0, "127.0.0.1", resolve));
    this.url = `127.0.0.1:${(this.http.address() as AddressInfo).port}`;
    return this;
  }

  token(claims: Partial<CallAudioClaims>): string {
    const exp = Math.floor(Date.now() / 1000) + 60;
    const person = { userId: randomUUID(), sessionId: randomUUID(), name: "Dana", maySpeak: true };
    return signAudioToken({ callId: this.callId, organizationId, exp, ...person, ...claims }, SECRET);
  }

  keep(end: FarEnd): FarEnd {
    this.ends.push(end);
    return end;
  }

  /** What the caller has heard so far. */
  get heardByCaller(): Uint8Array {
    return this.call.line.heardAudio();
  }

  acts(): string[] {
    return this.call.factsOf("supervisor.acted").map(({ name, action }) => `${name} ${action}`);
  }

  /** So many answers (the greeting is the first) are over, and nothing of them is on its way any more. */
  async quiet(answers = 1): Promise<void> {
    await expect.poll(() => this.call.factsOf("answer.ended").length, POLL).toBeGreaterThanOrEqual(answers);
    const until = this.call.nowMs + 400;
    await expect.poll(() => this.call.nowMs, POLL).toBeGreaterThan(until);
  }

  async close(): Promise<void> {
    await Promise.all(this.ends.map((end) => end.close()));
    this.stopTime();
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }
}

const SOMEBODY = { userId: null, name: "Somebody" };
const POLL = { timeout: 20_000, interval: 20 };

const overWebRtc: Way = async (desk, claims) =>
  desk.keep(
    await openPeer<FromSupervisor, ToSupervisor>(async (sdp) => {
      const body = JSON.stringify({ token: desk.token(claims), sdp });
      const response = await fetch(`http://${desk.url}${SUPERVISOR_OFFER_PATH}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      const answer = (await response.json()) as { sdp?: string; error?: string };
      if (!answer.sdp) throw new Error(answer.error);
      return answer.sdp;
    }),
  );
const overSocket: Way = async (desk, claims) =>
  desk.keep(await openSocket<FromSupervisor, ToSupervisor>(`ws://${desk.url}/`, desk.token(claims)));

const last = <Type extends ToSupervisor["type"]>(end: FarEnd, type: Type) =>
  end.received.filter((message): message is Extract<ToSupervisor, { type: Type }> => message.type === type).at(-1);
const until = async <Type extends ToSupervisor["type"]>(end: FarEnd, type: Type) => {
  await expect.poll(() => last(end, type), POLL).toBeDefined();
  return last(end, type);
};
const talking = (end: FarEnd) => expect.poll(() => last(end, "state")?.talking, POLL);

let desk: Desk;
const open = async () => (desk = await new Desk().listen());
afterEach(() => desk.close());

describe.each([
  ["WebRTC", overWebRtc],
  ["a WebSocket", overSocket],
])("over %s", (_name, connect) => {
  test("both sides are heard, or one alone", async () => {
    await open();
    await desk.quiet();
    const end = await connect(desk, {});
    expect(await until(end, "state")).toEqual({ type: "state", talking: false, sides: "both" });
    end.send({ type: "sides", sides: "caller" });
    await expect.poll(() => last(end, "state")?.sides, POLL).toBe("caller");
    desk.call.session.steer(SOMEBODY, { action: "say", text: "We are open." });
    await desk.quiet(2);
    expect(loud(desk.heardByCaller)).toBeGreaterThan(4_000);
    expect(loud(end.heard())).toBe(0);
    desk.call.say("Thank you very much.");
    await expect.poll(() => loud(end.heard()), POLL).toBeGreaterThan(4_000);
    end.send({ type: "sides", sides: "both" });
    await expect.poll(() => last(end, "state")?.sides, POLL).toBe("both");
    await desk.quiet(3);
    const before = loud(end.heard());
    desk.call.session.steer(SOMEBODY, { action: "say", text: "See you on Saturday." });
    await expect.poll(() => loud(end.heard()), POLL).toBeGreaterThan(before + 4_000);
    expect(desk.acts()[0]).toBe("Dana listen");
  });

  test("who only listens is heard by nobody, whatever their browser sends", async () => {
    await open();
    await desk.quiet();
    const end = await connect(desk, {});
    await until(end, "state");
    end.talk(voice(600));
    end.send({ type: "sides", sides: "agent" });
    // A second later all of it has come.
    const over = desk.call.nowMs + 1_200;
    await expect.poll(() => desk.call.nowMs, POLL).toBeGreaterThan(over);
    expect(last(end, "state")?.sides).toBe("agent");
    expect(count(desk.heardByCaller)).toBe(0);
    const recognised = desk.call.speechToText.streams.flatMap(({ chunks }) => chunks);
    expect(recognised.every(({ mulaw }) => count(mulaw) === 0)).toBe(true);
    expect(desk.call.personSpeechToText.streams).toHaveLength(0);
  });

  test("who takes over is heard by the caller and written down, without an echo, and no longer once they gave back", async () => {
    await open();
    await desk.quiet();
    const end = await connect(desk, {});
    end.send({ type: "take" });
    await talking(end).toBe(true);
    end.talk(voice(600));
    await expect.poll(() => count(desk.heardByCaller), POLL).toBeGreaterThan(4_000);
    const recognised = () => desk.call.personSpeechToText.streams.flatMap(({ chunks }) => chunks);
    await expect.poll(() => recognised().some(({ mulaw }) => count(mulaw) > 0), POLL).toBe(true);
    expect(count(end.heard())).toBe(0);
    end.send({ type: "give_back", promised: "15 % off" });
    await talking(end).toBe(false);
    const before = count(desk.heardByCaller);
    end.talk(voice(400));
    await expect.poll(() => desk.call.factsOf("answer.ended").length, POLL).toBeGreaterThan(1);
    expect(count(desk.heardByCaller)).toBe(before);
    expect(desk.acts()).toEqual(["Dana listen", "Dana take_over", "Dana give_back"]);
    expect(desk.floors).toEqual(["Dana call.taken_over", "Dana call.given_back"]);
    end.send({ type: "give_back" });
    expect(await until(end, "refused")).toMatchObject({ message: "The agent has this call already." });
  });
});

describe("whatever carries it", () => {
  const connect = overSocket;

  test("a second one is refused with the first one's name, and hears both of the others", async () => {
    await open();
    await desk.quiet();
    const first = await connect(desk, { name: "Dana" });
    const second = await connect(desk, { name: "Marcus" });
    first.send({ type: "take" });
    await talking(first).toBe(true);
    second.send({ type: "take" });
    expect((await until(second, "refused"))?.message).toContain("Dana");
    second.talk(voice(200));
    first.talk(voice(400, OTHER_VOICE));
    await expect.poll(() => count(second.heard(), OTHER_VOICE), POLL).toBeGreaterThan(1_000);
    expect(count(desk.heardByCaller)).toBe(0);
    second.send({ type: "give_back" });
    await expect.poll(() => second.received.filter(({ type }) => type === "refused").length, POLL).toBe(2);
    expect(last(first, "state")?.talking).toBe(true);
    expect(desk.floors).toEqual(["Dana call.taken_over"]);
  });

  test("when the connection breaks off the agent is back, and says so", async () => {
    await open();
    await desk.quiet();
    const end = await connect(desk, {});
    end.send({ type: "take" });
    await talking(end).toBe(true);
    end.breakOff();
    await expect
      .poll(() => desk.call.factsOf("answer.written").map(({ text }) => text), POLL)
      .toContainEqual(expect.stringContaining("cut off"));
    expect(desk.acts().slice(0, 2)).toEqual(["Dana listen", "Dana take_over"]);
    expect(desk.acts()).toContain("Dana connection_lost");
  });

  test("when nothing comes from their microphone any more the agent is back, and they are told", async () => {
    await open();
    await desk.quiet();
    const end = await connect(desk, {});
    end.send({ type: "take" });
    await talking(end).toBe(true);
    end.fallSilent();
    const alive = setInterval(() => end.send({ type: "alive", playoutMs: null }), 500);
    await until(end, "floor_lost").finally(() => clearInterval(alive));
    await talking(end).toBe(false);
    expect(desk.acts()).toContain("Dana connection_lost");
  });

  test("a microphone that was unplugged can be replaced before the agent is back", async () => {
    await open();
    await desk.quiet();
    const end = await connect(desk, {});
    end.send({ type: "take" });
    await talking(end).toBe(true);
    end.send({ type: "microphone_lost" });
    await expect.poll(() => desk.acts(), POLL).toContain("Dana connection_lost");
    end.talk(voice(100)); // as silence would come all the same
    end.send({ type: "take" });
    await expect.poll(() => desk.acts().filter((act) => act === "Dana take_over").length, POLL).toBe(2);
    end.talk(voice(400));
    await expect.poll(() => count(desk.heardByCaller), POLL).toBeGreaterThan(2_000);
    expect(last(end, "floor_lost")).toBeUndefined();
    expect(desk.floors).toEqual(["Dana call.taken_over"]);
  });

  test("whose rights are taken is cut off within seconds; who may only listen can't take over", async () => {
    await open();
    desk.rights = { mayListen: true, maySpeak: false };
    const end = await connect(desk, { maySpeak: false });
    await until(end, "state");
    end.send({ type: "take" });
    expect(await until(end, "refused")).toMatchObject({ message: "You may listen to this call, not speak in it." });
    desk.rights = null;
    expect(await until(end, "bye")).toMatchObject({ why: "rights" });
    await end.closed;
    await expect.poll(() => desk.acts().at(-1), POLL).toBe("Dana stop_listening");
  });

  test("the end of the call ends listening, in words", async () => {
    await open();
    const end = await connect(desk, {});
    await until(end, "state");
    desk.call.session.kill("stopped");
    expect(await until(end, "bye")).toEqual({ type: "bye", why: "ended", message: "The call has ended." });
    await end.closed;
  });

  test("a call of another organization, or of none, is not heard", async () => {
    await open();
    for (const claims of [{ organizationId: randomUUID() }, { callId: randomUUID() }]) {
      const end = await connect(desk, claims);
      expect(await until(end, "bye")).toMatchObject({ why: "moved" });
      await end.closed;
      expect(loud(end.heard())).toBe(0);
    }
    expect(desk.acts()).toEqual([]);
  });

  test.each([
    ["no JSON", "hello"],
    ["a caller's key", '{"type":"key","digit":"1"}'],
    ["a side there is none of", '{"type":"sides","sides":"left"}'],
  ])("what is not the protocol ends it: %s", async (_what, message) => {
    await open();
    const end = await connect(desk, {});
    await until(end, "state");
    end.send({ type: "take" });
    await talking(end).toBe(true);
    end.send(message);
    await expect.poll(() => desk.acts(), POLL).toContain("Dana connection_lost");
  });
});

test.each([
  ["has run out", { exp: 1 }],
  ["is of another kind", null],
])("a token that %s lets nobody in", async (_what, claims) => {
  await open();
  const token = claims ? desk.token(claims) : "a.b.c";
  const offered = fetch(`http://${desk.url}${SUPERVISOR_OFFER_PATH}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token, sdp: "v=0" }),
  });
  expect((await offered).status).toBe(403);
  const socket = desk.keep(await openSocket<FromSupervisor, ToSupervisor>(`ws://${desk.url}/`, token));
  expect(await until(socket, "bye")).toMatchObject({ why: "refused" });
  await socket.closed;
  expect(desk.acts()).toEqual([]);
});
