/** The names of one's own machine. */
export const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * The origins under which people open the web app at `publicWebUrl`: that one alone, or, on one's own machine, its other names too. To a
 * person `localhost` and `127.0.0.1` are one place.
 */
export function webOriginsOf(publicWebUrl: string): readonly string[] {
  const { origin, hostname, protocol, port } = new URL(publicWebUrl);
  if (!LOOPBACK.includes(hostname)) return [origin];
  return LOOPBACK.map((name) => `${protocol}//${name}${port === "" ? "" : `:${port}`}`);
}
