const TIMEOUT_MS = 10_000;

/** Deepgram refused, or was not there. `status` is null when it was not reached. */
export class SpeakFailure extends Error {
  override name = "SpeakFailure";
  constructor(
    message: string,
    readonly status: number | null,
  ) {
    super(message);
  }
}

/** `wav`: 24 kHz, for a loudspeaker · `mulaw`: bare 8 kHz, as a telephone line carries it. */
const FORMATS = {
  wav: { encoding: "linear16", sample_rate: "24000", container: "wav" },
  mulaw: { encoding: "mulaw", sample_rate: "8000", container: "none" },
} as const;

/**
 * A short text spoken by an Aura voice, as a WAV file unless said otherwise. `baseUrl` is Deepgram's address or one in its place, ws(s) or http(s).
 * Throws SpeakFailure. Source: Deepgram's reference of POST /v1/speak.
 */
export async function speak(
  account: { apiKey: string; baseUrl?: string | undefined },
  request: { voice: string; text: string; format?: keyof typeof FORMATS },
): Promise<Uint8Array<ArrayBuffer>> {
  const base = (account.baseUrl ?? "https://api.deepgram.com").replace(/^ws/, "http").replace(/\/+$/, "");
  const query = new URLSearchParams({
    model: request.voice,
    ...FORMATS[request.format ?? "wav"],
  });
  const response = await fetch(`${base}/v1/speak?${query}`, {
    method: "POST",
    headers: { authorization: `Token ${account.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ text: request.text }),
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: unknown) => {
    throw new SpeakFailure(
      `Deepgram could not be reached: ${error instanceof Error ? error.message : "unknown"}`,
      null,
    );
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new SpeakFailure(`Deepgram answered ${response.status}`, response.status);
  }
  return new Uint8Array(await response.arrayBuffer());
}
