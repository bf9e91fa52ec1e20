/** The addresses we give the carrier. A call's own two ids ride along where a query string is allowed: the request is signed with it. */
type CallIds = { organizationId: string; callId: string };

const withCall = (base: string, path: string, { organizationId, callId }: CallIds): string => {
  const url = new URL(path, base);
  url.searchParams.set("org", organizationId);
  url.searchParams.set("call", callId);
  return url.toString();
};

export const nextUrl = (base: string, call: CallIds) => withCall(base, "/twilio/next", call);

/** A media stream's address must not have a query string. */
export function mediaUrl(workerPublicUrl: string): string {
  const url = new URL("/media", workerPublicUrl);
  url.protocol = url.protocol === "http:" ? "ws:" : "wss:";
  return url.toString();
}
