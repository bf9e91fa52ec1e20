import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTwilioRest } from "@/lib/adapters/twilio/rest";
import { numberAddresses } from "@/lib/domain/call/number-webhooks";
import { type Sandbox, startSandbox } from "@/sandbox/server/start";
import { answerFallback } from "./answer-fallback";
import { fallbackAddress, readFallbackAddress } from "./fallback-address";

/** Callers while no call-worker listens and there is no database: the telephone network asks the web process alone. */

const accountSid = `AC${"1".repeat(32)}`;
const authToken = "only-for-tests";
const secret = "a secret of the tests, long enough for all";
let sandbox: Sandbox;
let web: Server;
let webUrl: string;
let deadUrl: string;
let asked: (string | null)[] = [];

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
const stop = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));

beforeAll(async () => {
  sandbox = await startSandbox({ accountSid, authToken, deepgramKeys: "any" });
  web = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const address = new URL(request.url ?? "/", webUrl);
      const answer = answerFallback(address, new URLSearchParams(Buffer.concat(parts).toString()), secret);
      asked.push(address.searchParams.get("step"));
      if (!answer) return void response.writeHead(403).end();
      response.writeHead(200, { "content-type": "text/xml" }).end(answer.twiml);
    });
  });
  webUrl = await listen(web);
  // Where a call-worker was: nobody listens there any more.
  const gone = createServer();
  deadUrl = await listen(gone);
  await stop(gone);
});
afterAll(async () => {
  await sandbox.close();
  web.closeAllConnections();
  await stop(web);
});

async function ring(
  e164: string,
  forwardTo: string | null,
  message: string | null,
  script: Parameters<Sandbox["twilio"]["placeCall"]>[0]["script"] & object,
): Promise<string[]> {
  asked = [];
  sandbox.twilio.exchange.numbers.buy(e164);
  const carrier = createTwilioRest({ accountSid, authToken, baseUrl: sandbox.url });
  const fallbackUrl = fallbackAddress(webUrl, { e164, forwardTo, message, language: "en-US" }, secret);
  const addresses = numberAddresses(deadUrl, fallbackUrl);
  // Without the second tries, which only take time here.
  const found = await carrier.findNumber(e164);
  await carrier.setWebhooks(found?.sid ?? "", { ...addresses, voiceUrl: `${deadUrl}/twilio/voice#rc=0` });
  const call = sandbox.twilio.placeCall({ to: e164, script });
  const heard: string[] = [];
  for await (const event of call.events) heard.push(JSON.stringify(event));
  return heard;
}

test("the caller reaches the fallback number", async () => {
  sandbox.twilio.setPerson("+14155552671", { answer: "human", lines: ["Bright Dental, hello?"] });
  const heard = await ring("+16175550161", "+14155552671", null, [{ waitForAgent: {} }, { hangup: true }]);
  expect([...sandbox.twilio.exchange.calls.values()].map(({ to }) => to)).toContain("+14155552671");
  expect(asked[0]).toBeNull();
  expect(heard.join("\n")).not.toContain("application error");
}, 60_000);

test("where nobody is named, or nobody answers there, the caller hears the business's words and leaves a message", async () => {
  sandbox.twilio.setPerson("+14155552672", { answer: "busy" });
  const heard = await ring("+16175550162", "+14155552672", "Bright Dental is moving today.", [
    { waitForAgent: {} },
    { say: "Please call me back." },
    { hangup: true },
  ]);
  expect(asked.slice(0, 2)).toEqual([null, "dialled"]);
  expect(heard.join("\n")).toContain("Bright Dental is moving today.");
}, 60_000);

test("an address is believed only as it was made here", () => {
  const content = { e164: "+16175550163", forwardTo: "+14155552671", message: null, language: "de-DE" };
  const address = new URL(fallbackAddress("https://app.example", content, secret));
  expect(readFallbackAddress(address.searchParams, secret)).toEqual(content);
  expect(readFallbackAddress(address.searchParams, "another secret of more than thirty-two")).toBeNull();
  const forged = Buffer.from(JSON.stringify([1, content.e164, "+19005551234", null, "de-DE"])).toString("base64url");
  address.searchParams.set("d", forged);
  expect(answerFallback(address, new URLSearchParams(), secret)).toBeNull();
});
