/** Loopback needs no certificate; everywhere else browsers give no microphone without one. */
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;
const HOST = /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/;

export type ReadOrigin = { ok: true; origin: string } | { ok: false; problem: string };

/**
 * What somebody wrote to name their web site, as the origin that browsers send: "www.example.com/contact" is `https://www.example.com`. A star in
 * front stands for any number of names: `https://*.example.com`.
 */
export function readAllowedOrigin(written: string): ReadOrigin {
  const text = written.trim().toLowerCase();
  const [, scheme = "https", rest = ""] = /^(?:(https?):\/\/)?(.*)$/.exec(text) ?? [];
  const authority = rest.split(/[/?#]/, 1)[0] ?? "";
  const [, host = "", port = ""] = /^(\[[0-9a-f:]+\]|[^:]*)(?::(\d{1,5}))?$/.exec(authority) ?? [];
  if (host === "") return { ok: false, problem: "write the site's address, as in https://www.example.com" };
  if (LOOPBACK.test(host)) {
    return { ok: true, origin: `${text.startsWith("https:") ? "https" : "http"}://${host}${port ? `:${port}` : ""}` };
  }
  if (/^\*\.[a-z0-9-]+$/.test(host)) {
    return { ok: false, problem: `${host} would be everybody's; name your own, as in https://*.example.com` };
  }
  if (!HOST.test(host))
    return { ok: false, problem: `${host} is no site's name; write it as in https://www.example.com` };
  if (scheme === "http") {
    return { ok: false, problem: `browsers give no microphone to http:// pages; use https://${host}` };
  }
  const own = port === "" || port === "443" ? "" : `:${port}`;
  return { ok: true, origin: `https://${host}${own}` };
}

/** Whether a page of this origin is on the list. A star matches names below, not the name itself. */
export function isOriginAllowed(origin: string, allowed: readonly string[]): boolean {
  const given = origin.toLowerCase();
  return allowed.some((entry) => {
    const star = entry.indexOf("*.");
    if (star < 0) return entry === given;
    const start = entry.slice(0, star);
    const end = entry.slice(star + 1);
    return given.startsWith(start) && given.endsWith(end) && given.length > start.length + end.length;
  });
}
