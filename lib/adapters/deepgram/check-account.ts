import type { IncomingMessage } from "node:http";
import { WebSocket } from "ws";
import { networkFinding, sentence } from "@/lib/adapters/checks/network-finding";
import type { Finding } from "@/lib/contracts/connections";

/** `baseUrl` is ws:// or wss://; absent, Deepgram itself. */
type DeepgramAccount = { apiKey: string; baseUrl?: string | undefined };

type Way = { use: string; model: string; path: string };

/** The three ways that calls use, opened as calls open them and closed at once: that costs nothing. */
const WAYS: readonly Way[] = [
  {
    use: "Listening, English",
    model: "flux-general-en",
    path: "/v2/listen?model=flux-general-en&encoding=mulaw&sample_rate=8000",
  },
  {
    use: "Listening, other languages",
    model: "nova-3",
    path: "/v1/listen?model=nova-3&language=multi&encoding=mulaw&sample_rate=8000",
  },
  {
    use: "Speaking",
    model: "aura-2-thalia-en",
    path: "/v1/speak?model=aura-2-thalia-en&encoding=mulaw&sample_rate=8000&container=none",
  },
];
const DEFAULT_URL = "wss://api.deepgram.com";
const LOW_BALANCE_USD = 5;
const MOST_BODY_BYTES = 16_384;

/** Opens what calls open and says what it finds: refused, not allowed, no credits, a model that is missing. Never throws. */
export async function checkDeepgramAccount(account: DeepgramAccount, limitMs: number): Promise<Finding[]> {
  const outcomes = await Promise.all(WAYS.map(async (way) => ({ way, outcome: await open(account, way, limitMs) })));
  const failures = outcomes.flatMap(({ way, outcome }) =>
    outcome === "open" ? [] : [deepgramFinding(outcome, way, limitMs)],
  );
  const same = failures.find(({ code }) => code !== "deepgram.no_model");
  if (same && failures.every(({ code }) => code === same.code)) return [same];
  const works = outcomes.flatMap(({ way, outcome }): Finding[] =>
    outcome === "open" ? [{ code: "deepgram.works", facts: { use: way.use, model: way.model } }] : [],
  );
  const balance = await balanceOf(account, limitMs);
  return [...failures, ...works, ...(balance === null ? [] : [balanceFinding(balance)])];
}

export type Unopened = { status: number; code: string; message: string } | { error: unknown };

/** Deepgram's refusal as a finding (https://developers.deepgram.com/docs/errors). */
export function deepgramFinding(
  outcome: Unopened,
  { use, model }: Pick<Way, "use" | "model">,
  limitMs: number,
): Finding {
  if ("error" in outcome) {
    return (
      networkFinding("deepgram", outcome.error, limitMs) ?? {
        code: "vendor.trouble",
        facts: { vendor: "deepgram", detail: sentence(String(outcome.error)) },
      }
    );
  }
  const { status, code, message } = outcome;
  const noModel: Finding = { code: "deepgram.no_model", facts: { model, use: use.toLowerCase() } };
  if (code === "INSUFFICIENT_PERMISSIONS")
    return /model/i.test(message) ? noModel : { code: "deepgram.no_scope", facts: {} };
  if (status === 401) return { code: "deepgram.refused", facts: {} };
  if (status === 402) return { code: "deepgram.no_credits", facts: {} };
  if (status === 403) return noModel;
  if (status === 429) return { code: "vendor.throttled", facts: { vendor: "deepgram" } };
  if (status === 400 && /no such model/i.test(message)) return noModel;
  return { code: "vendor.trouble", facts: { vendor: "deepgram", detail: sentence(`${status} ${code} ${message}`) } };
}

function open({ apiKey, baseUrl }: DeepgramAccount, { path }: Way, limitMs: number): Promise<"open" | Unopened> {
  return new Promise((resolve) => {
    const socket = new WebSocket((baseUrl ?? DEFAULT_URL) + path, {
      headers: { authorization: `Token ${apiKey}` },
      handshakeTimeout: limitMs,
      followRedirects: false,
      perMessageDeflate: false,
    });
    socket.once("open", () => {
      resolve("open");
      socket.close(1000);
      setTimeout(() => socket.terminate(), 500).unref();
    });
    socket.once("unexpected-response", (_request, response: IncomingMessage) => {
      void readBody(response).then((body) => {
        resolve({ status: response.statusCode ?? 0, ...errorOf(body) });
        socket.terminate();
      });
    });
    socket.on("error", (error) => {
      const isLate = error.message === "Opening handshake has timed out";
      resolve({ error: isLate ? Object.assign(error, { code: "ETIMEDOUT" }) : error });
    });
  });
}

async function readBody(response: IncomingMessage): Promise<string> {
  let text = "";
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      text += part.toString("utf8");
      if (text.length > MOST_BODY_BYTES) break;
    }
  } catch {
    // What came so far is what there is to say.
  }
  return text;
}

function errorOf(body: string): { code: string; message: string } {
  try {
    const { err_code: code, err_msg: message } = JSON.parse(body) as Record<string, unknown>;
    return { code: typeof code === "string" ? code : "", message: typeof message === "string" ? message : "" };
  } catch {
    return { code: "", message: body };
  }
}

/** In US dollars; null where the key may not see it, which is nothing wrong. */
async function balanceOf({ apiKey, baseUrl }: DeepgramAccount, limitMs: number): Promise<number | null> {
  const origin = (baseUrl ?? DEFAULT_URL).replace(/^ws/, "http");
  const get = async (path: string): Promise<Record<string, unknown>> => {
    const answer = await fetch(origin + path, {
      headers: { authorization: `Token ${apiKey}` },
      redirect: "error",
      signal: AbortSignal.timeout(limitMs),
    });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return (await answer.json()) as Record<string, unknown>;
  };
  try {
    const { projects } = await get("/v1/projects");
    const id = firstOf(projects)?.["project_id"];
    if (typeof id !== "string" || !/^[0-9a-f-]{36}$/.test(id)) return null;
    const { balances } = await get(`/v1/projects/${id}/balances`);
    const all = Array.isArray(balances) ? (balances as Record<string, unknown>[]) : [];
    if (all.length === 0 || all.some(({ units }) => String(units).toLowerCase() !== "usd")) return null;
    return all.reduce((sum, { amount }) => sum + Number(amount), 0);
  } catch {
    return null;
  }
}

const firstOf = (list: unknown): Record<string, unknown> | undefined =>
  Array.isArray(list) ? (list[0] as Record<string, unknown> | undefined) : undefined;

function balanceFinding(usd: number): Finding {
  const code = usd < LOW_BALANCE_USD ? "deepgram.balance_low" : "deepgram.balance";
  return { code, facts: { amount: `$${usd.toFixed(2)}` } };
}
