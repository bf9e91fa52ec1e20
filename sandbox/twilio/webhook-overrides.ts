/** How patient Twilio is with one webhook; all in milliseconds. */
export interface ConnectionOverrides {
  readonly connectMs: number;
  readonly readMs: number;
  readonly totalMs: number;
  readonly retries: number;
  /** Of "ct" connect failure, "rt" read timeout, "4xx", "5xx", "all". */
  readonly retryOn: ReadonlySet<string>;
}

/**
 * Reads `#ct=2000&rt=5000&tt=10000&rc=2&rp=5xx` from a webhook's URL. Values outside Twilio's limits are cut to them.
 * Source: twilio.com/docs/usage/webhooks/webhooks-connection-overrides.
 */
export function connectionOverrides(url: string): ConnectionOverrides {
  const fragment = new URLSearchParams(url.includes("#") ? url.slice(url.indexOf("#") + 1) : "");
  const bounded = (name: string, fallback: number, least: number, most: number): number => {
    const value = Number(fragment.get(name) ?? Number.NaN);
    return Number.isInteger(value) ? Math.min(most, Math.max(least, value)) : fallback;
  };
  return {
    connectMs: bounded("ct", 5_000, 100, 10_000),
    readMs: bounded("rt", 15_000, 100, 15_000),
    totalMs: bounded("tt", 15_000, 100, 15_000),
    retries: bounded("rc", 1, 0, 5),
    retryOn: new Set((fragment.get("rp") ?? "ct").split(",").map((reason) => reason.trim())),
  };
}
