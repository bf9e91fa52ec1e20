import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as a vendor got it. `body` is JSON or a form, read. */
export type Asked = {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
  raw: string;
};
export type Answer = { status?: number; json?: unknown; text?: string };
type Route = (asked: Asked) => Answer | Promise<Answer>;

/** A vendor that answers what its documents say, over HTTP, and remembers what it was asked. What it was not told to answer is a 404. */
export type RecordedVendor = {
  url: string;
  asked: Asked[];
  /** "POST /oauth/token"; the newest answer to one stands. */
  on(route: string, answer: Answer | Route): void;
  /** What was asked of one route. */
  of(route: string): Asked[];
  reset(): void;
  close(): Promise<void>;
};

export async function startRecordedVendor(): Promise<RecordedVendor> {
  const routes = new Map<string, Answer | Route>();
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void read(request).then(async (one) => {
      asked.push(one);
      const route = routes.get(`${one.method} ${one.path}`);
      const answer = typeof route === "function" ? await route(one) : route;
      const { status = 200, json, text } = answer ?? { status: 404, json: { message: "not recorded" } };
      response.writeHead(status, { "content-type": "application/json" });
      response.end(text ?? (json === undefined ? "" : JSON.stringify(json)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    on: (route, answer) => void routes.set(route, answer),
    of: (route) => asked.filter(({ method, path }) => `${method} ${path}` === route),
    reset: () => {
      routes.clear();
      asked.length = 0;
    },
    close: () => closed(server),
  };
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks).toString("utf8");
  const url = new URL(request.url ?? "/", "http://vendor");
  const type = request.headers["content-type"] ?? "";
  const body = type.includes("json")
    ? (JSON.parse(raw) as unknown)
    : type.includes("urlencoded")
      ? Object.fromEntries(new URLSearchParams(raw))
      : raw;
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const { method = "" } = request;
  return { method, path: url.pathname, query: Object.fromEntries(url.searchParams), headers, body, raw };
}

const closed = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
