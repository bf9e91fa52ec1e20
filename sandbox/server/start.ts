import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { createBedrockStandIn } from "../bedrock/stand-in";
import type { Clock } from "../controls/clock";
import { createBusinessStandIn } from "../business/stand-in";
import { createCalendlyStandIn } from "../calendly/stand-in";
import { createControlApi } from "../controls/control-api";
import { ControlsImplementation } from "../controls/controls";
import { createGoogleStandIn } from "../google/stand-in";
import { createHubspotStandIn } from "../hubspot/stand-in";
import { createDeepgramStandIn } from "../deepgram/stand-in";
import { openMailStandIn, type MailStandIn } from "../mail/stand-in";
import type { StandIn } from "../stand-in";
import { createPushStandIn } from "../push/stand-in";
import { createStripeStandIn, type StripeStandIn } from "../stripe/stand-in";
import { createTwilioStandIn, type TwilioStandIn } from "../twilio/stand-in";
import { answerExampleSite } from "../websites/example-site";
import { createWebsites } from "../websites/websites";
import { BodyTooLargeError, RequestAbortedError } from "./body";
import { openPort } from "./port";
import { replyJson } from "./reply";

export interface SandboxOptions {
  /** 0 or absent takes any free port. */
  readonly port?: number;
  readonly host?: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly deepgramKeys: readonly string[] | "any";
  /** AWS access key ids and Bedrock API keys that Bedrock accepts; any when absent. */
  readonly awsKeys?: readonly string[] | "any";
  readonly seed?: number;
  readonly latencyProfile?: "zero" | "published";
  /** Tests of what involves no audio pass a clock that they move by hand. */
  readonly clock?: Clock;
  /** The port that takes mail; 0 or absent takes any free one. */
  readonly smtpPort?: number;
  /** Where Stripe's events are sent from the start, and the secret they are signed with. */
  readonly stripeWebhook?: { readonly url: string; readonly secret: string };
}

export interface Sandbox {
  readonly url: string;
  readonly port: number;
  /** Where mail goes out, as nodemailer and SMTP_URL take it: smtp://127.0.0.1:4025. */
  readonly smtpUrl: string;
  readonly smtpPort: number;
  readonly mail: MailStandIn;
  readonly stripe: StripeStandIn;
  readonly controls: ControlsImplementation;
  /** The telephone network: places calls and says who answers. */
  readonly twilio: TwilioStandIn;
  close(): Promise<void>;
}

/**
 * Starts every stand-in on one port.
 *
 * @throws the listen error (code EADDRINUSE when the port is taken).
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const controls = new ControlsImplementation(options);
  const host = options.host ?? "127.0.0.1";
  let url = "";
  const mail = await openMailStandIn(controls, {
    host,
    port: options.smtpPort ?? 0,
    nowMs: () => controls.clock.nowMs(),
  });
  const twilio = createTwilioStandIn(controls, {
    accountSid: options.accountSid,
    authToken: options.authToken,
    baseUrl: () => url,
  });
  const stripe = createStripeStandIn(controls, {
    baseUrl: () => url,
    nowMs: () => controls.clock.nowMs(),
    ...(options.stripeWebhook && { webhook: options.stripeWebhook }),
  });
  const standIns: StandIn[] = [
    twilio,
    createDeepgramStandIn(controls, { apiKeys: options.deepgramKeys }),
    createBedrockStandIn(controls, { clock: controls.clock, keys: options.awsKeys ?? "any" }),
    mail,
    createPushStandIn(controls, { baseUrl: () => url, nowMs: () => controls.clock.nowMs() }),
    createBusinessStandIn(controls),
    createGoogleStandIn(controls, controls.clock, async ({ raw, to }) => {
      await mail.mailbox.add(Buffer.from(raw), { from: "", to }, controls.clock.nowMs());
    }),
    createHubspotStandIn(controls, controls.clock),
    createCalendlyStandIn(controls, controls.clock),
    // Last: it takes every path under /v1/ that no other vendor has.
    stripe,
  ];
  const websites = createWebsites(() => controls.clock.nowMs());
  const controlApi = createControlApi(controls, () => standIns.map((standIn) => standIn.vendor));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = parseUrl(request);
    if (!address) return replyJson(response, 400, { error: "The request's address cannot be read." });
    if (await controlApi.handleRequest(request, response, address)) return;
    if (answerExampleSite(request, response, address)) return;
    if (await websites.handleRequest(request, response, address)) return;
    for (const standIn of standIns) {
      if (await standIn.handleRequest?.(request, response, address)) return;
    }
    replyJson(response, 404, { error: `No stand-in answers ${request.method} ${address.pathname}.` });
  }

  const opened = await openPort(host, options.port ?? 0, {
    request(request, response) {
      response.on("error", () => response.destroy());
      answer(request, response).catch((error: unknown) => fail(request, response, error));
    },
    upgrade(request, socket, head) {
      try {
        if (upgrade(request, socket, head)) return;
        socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
      } catch (error) {
        report("A WebSocket upgrade failed", error);
        socket.destroy();
      }
    },
  }).catch(async (error: unknown) => {
    await Promise.allSettled(standIns.map((standIn) => standIn.close()));
    throw error;
  });

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const address = parseUrl(request);
    if (!address) return false;
    return standIns.some((standIn) => standIn.handleUpgrade?.(request, socket, head, address) ?? false);
  }

  url = `http://${reachableHost(opened.host)}:${opened.port}`;
  return {
    url,
    port: opened.port,
    smtpUrl: `smtp://${reachableHost(opened.host)}:${mail.smtpPort}`,
    smtpPort: mail.smtpPort,
    mail,
    stripe,
    controls,
    twilio,
    async close() {
      await Promise.allSettled(standIns.map((standIn) => standIn.close()));
      await opened.close();
    },
  };
}

function parseUrl(request: IncomingMessage): URL | undefined {
  const host = request.headers.host ?? request.headers[":authority"];
  const origin = typeof host === "string" && host !== "" ? host : "sandbox";
  try {
    return new URL(request.url ?? "/", `http://${origin}`);
  } catch {
    return undefined;
  }
}

function reachableHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (error instanceof RequestAbortedError) return;
  if (error instanceof BodyTooLargeError) {
    replyJson(response, 413, { message: error.message, error: error.message });
    return;
  }
  report(`${request.method} ${request.url} failed`, error);
  if (response.headersSent) response.destroy();
  else replyJson(response, 500, { message: "The sandbox failed to answer.", error: "The sandbox failed to answer." });
}

function report(what: string, error: unknown): void {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${JSON.stringify({ event: "error", what, reason })}\n`);
}
