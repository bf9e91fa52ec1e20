/**
 * Where a worker takes media streams. A stream's address must not have a query string, so the organization whose own carrier account will sign
 * the handshake is part of its path; null: the installation's account does.
 */
export function mediaUrl(workerPublicUrl: string, signedBy: string | null = null): string {
  const url = new URL(`${workerPublicUrl.replace(/\/+$/, "")}/media${signedBy === null ? "" : `/${signedBy}`}`);
  url.protocol = url.protocol === "http:" ? "ws:" : "wss:";
  return url.toString();
}

/** The organization that a media stream's path names; null for none, undefined for a path that is no media stream's. */
export function mediaSigner(pathname: string): string | null | undefined {
  if (pathname === "/media") return null;
  return /^\/media\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(pathname)?.[1];
}
