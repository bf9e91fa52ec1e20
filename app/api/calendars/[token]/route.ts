import { readFeed } from "@/lib/services/appointments/feeds";

type Params = Readonly<{ params: Promise<{ token: string }> }>;

/** A calendar of appointments for other programs; who has its secret address needs nothing else. */
export async function GET(_request: Request, { params }: Params): Promise<Response> {
  const calendar = await readFeed((await params).token.replace(/\.ics$/, ""));
  const headers = { "cache-control": "private, no-store", "referrer-policy": "no-referrer", "x-robots-tag": "noindex" };
  if (calendar === null) return new Response("There is no such calendar.\n", { status: 404, headers });
  return new Response(calendar, {
    headers: {
      ...headers,
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": 'inline; filename="appointments.ics"',
    },
  });
}
