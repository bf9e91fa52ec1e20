import { AsyncLocalStorage } from "node:async_hooks";
import { readdirSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { stampClientAddress } from "../../client-address";

/** The REST API's own route files over real HTTP, without Next around them: what Next gives a route is made here. */

const ROOT = fileURLToPath(new URL("../../../../app/api/v1", import.meta.url));
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

type RouteModule = Record<string, unknown>;
type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response> | Response;
export type ServedRoute = { path: string; pattern: RegExp; names: string[]; module: RouteModule };

/** The request that is being answered, for what reads it from `next/headers`. */
export const currentRequest = new AsyncLocalStorage<{ headers: Headers; setCookies: string[] }>();

/** What `next/headers` is to the code under test. */
export const nextHeaders = {
  headers: async () => current().headers,
  cookies: async () => ({
    get: (name: string) => {
      const pair = (current().headers.get("cookie") ?? "").split("; ").find((text) => text.startsWith(`${name}=`));
      return pair === undefined ? undefined : { name, value: pair.slice(name.length + 1) };
    },
    set: (name: string, value: string) => void current().setCookies.push(`${name}=${value}`),
  }),
};

function current() {
  const found = currentRequest.getStore();
  if (!found) throw new Error("no request is being answered");
  return found;
}

/** Every route file under app/api/v1, with its address in the document's manner. */
export async function loadRoutes(): Promise<ServedRoute[]> {
  const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("route.ts"));
  const routes = files.map(async (file): Promise<ServedRoute> => {
    const address = path.posix.join("/api/v1", path.posix.dirname(file.split(path.sep).join("/")));
    const names = [...address.matchAll(/\[(\w+)\]/g)].map(([, name = ""]) => name);
    const isRest = address.includes("[[...");
    const pattern = address.replaceAll(".", "\\.").replaceAll(/\[\w+\]/g, "([^/]+)");
    return {
      path: isRest ? "*" : address.replaceAll(/\[(\w+)\]/g, "{$1}"),
      pattern: isRest ? /^\/api\/v1(\/.*)?$/ : new RegExp(`^${pattern}$`),
      names,
      module: (await import(path.join(ROOT, file))) as RouteModule,
    };
  });
  // What is written out goes before what is a placeholder, as in Next.
  return (await Promise.all(routes)).sort((a, b) => weight(a) - weight(b));
}

const weight = ({ path: address, names }: ServedRoute) => (address === "*" ? 1_000 : names.length);

/** The methods a route answers itself, not with a refusal. */
export const methodsOf = ({ module }: ServedRoute): string[] =>
  METHODS.filter((method) => typeof module[method] === "function" && "rules" in module[method]);

export async function serveApi(): Promise<{ origin: string; close(): Promise<void> }> {
  const routes = await loadRoutes();
  const server = createServer((request, response) => {
    answer(routes, request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

async function answer(routes: ServedRoute[], incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  stampClientAddress(incoming, []);
  const url = new URL(incoming.url ?? "/", `http://${incoming.headers.host}`);
  const headers = new Headers(
    Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
  );
  const method = incoming.method ?? "GET";
  const hasBody = method !== "GET" && method !== "HEAD";
  const body = hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: "half" as const } : {};
  const request = new Request(url, { method, headers, ...body });
  for (const { pattern, names, module } of routes) {
    const match = pattern.exec(url.pathname);
    const handler = match ? (module[method] as Handler | undefined) : undefined;
    if (!match || !handler) continue;
    const params = Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? "")]));
    const setCookies: string[] = [];
    const response = await currentRequest.run({ headers, setCookies }, async () =>
      handler(request, { params: Promise.resolve(params) }),
    );
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
    return;
  }
  outgoing.writeHead(404).end();
}
