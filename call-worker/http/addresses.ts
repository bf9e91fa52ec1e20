/** Where a worker takes media streams. A stream's address must not have a query string. */
export function mediaUrl(workerPublicUrl: string): string {
  const url = new URL(`${workerPublicUrl.replace(/\/+$/, "")}/media`);
  url.protocol = url.protocol === "http:" ? "ws:" : "wss:";
  return url.toString();
}
