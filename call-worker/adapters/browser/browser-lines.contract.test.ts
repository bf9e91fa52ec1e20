import { describe, expect, it } from "vitest";
import type { LineEnd, LineListener } from "@/call-worker/ports/line";
import { describeLineContract } from "@/call-worker/ports/testing/line-contract";
import { Recorder } from "@/call-worker/ports/testing/recorder";
import { acceptOffer, OfferError } from "./accept-offer";
import { connectPeer, connectSocketPeer, type ConnectedBrowser } from "./testing/peers";

const ways = [
  ["WebRTC", connectPeer],
  ["A browser's WebSocket", connectSocketPeer],
] as const;

for (const [name, connect] of ways) describeLineContract(name, { connect, whenHungUp: "call_ended" });

type Told = { reason: string; how: LineEnd };

async function connectTo(connect: (listener: LineListener) => Promise<ConnectedBrowser>) {
  const ends = new Recorder<Told>();
  const connected = await connect({
    onAudio: () => {},
    onMark: () => {},
    onKey: () => {},
    onClosed: (reason, how) => ends.add({ reason, how }),
  });
  return { ...connected, ends };
}

describe.each(ways)("%s", (_name, connect) => {
  it.each([
    ["no JSON", "hello"],
    ["an unknown message", '{"type":"dance"}'],
    ["a key there is none of", '{"type":"key","digit":"Z"}'],
    ["a second start", '{"type":"start","token":"x"}'],
  ])("ends on %s, and says why", async (_what, message) => {
    const { farEnd, ends, close } = await connectTo(connect);
    farEnd.send(message);
    expect(await ends.until(() => true)).toMatchObject({ how: "violated" });
    await close();
  });

  it("ends on a flood of messages", async () => {
    const { farEnd, ends, close } = await connectTo(connect);
    for (let i = 0; i < 60; i++) farEnd.send({ type: "key", digit: "1" });
    expect(await ends.until(() => true)).toEqual({ reason: "too many messages", how: "violated" });
    await close();
  });

  it("shows what is said, newest words last, and lives", async () => {
    const { line, farEnd, close } = await connectTo(connect);
    const speech = (text: string) => ({
      kind: "speech" as const,
      speech: { callId: "c", caller: { turnId: "c1", text, startMs: 0 }, agent: null, person: null },
    });
    line.show?.(speech("are"));
    line.show?.(speech("are you open"));
    line.show?.({ kind: "resume", token: "again" });
    await expect.poll(() => farEnd.received.map(({ type }) => type)).toContain("speech");
    const types = farEnd.received.map(({ type }) => type);
    expect(types).toContain("resume");
    expect(types).toContain("alive");
    const spoken = farEnd.received.filter((message) => message.type === "speech");
    expect(spoken.at(-1)).toMatchObject({ speech: { caller: { text: "are you open" } } });
    await close();
  });
});

describe("an offer", () => {
  const answer = (sdp: string) =>
    acceptOffer(
      { sdp, start: { token: "t", lastSeq: 0 } },
      { iceServers: [], extraAddresses: [], portRange: null },
      { onStart: () => ({ receiveFrame() {}, receiveText() {}, lost() {} }), onRejected() {} },
      () => {},
    );

  it.each([
    ["that is no SDP", "hello"],
    ["with no sound in it", "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"],
  ])("%s is refused", async (_what, sdp) => {
    await expect(answer(sdp)).rejects.toThrow(OfferError);
  });
});
