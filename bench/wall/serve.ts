import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import path from "node:path";
import tailwind from "@tailwindcss/postcss";
import { build } from "esbuild";
import { Server } from "socket.io";
import { LIVE_PATH } from "@/lib/contracts/live/socket";
import { createDeskNews } from "@/call-worker/gateway/desk-news";
import { systemClock } from "@/call-worker/system-clock";
import type { Wall } from "./calls";

const root = path.resolve(import.meta.dirname, "../..");

async function bundle(): Promise<string> {
  const page = path.join(root, "bench/wall/page");
  const { outputFiles } = await build({
    entryPoints: [path.join(page, "main.tsx")],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    alias: {
      "next/link": path.join(page, "next-link.tsx"),
      "next/navigation": path.join(page, "next-navigation.ts"),
    },
  });
  return outputFiles[0]?.text ?? "";
}

type PostCss = (plugins: unknown[]) => { process(css: string, options: { from: string }): Promise<{ css: string }> };

async function styles(): Promise<string> {
  // Tailwind's own.
  const postcss = createRequire(import.meta.resolve("@tailwindcss/postcss"))("postcss") as PostCss;
  const from = path.join(root, "app/globals.css");
  const { css } = await postcss([tailwind({ base: root })]).process(readFileSync(from, "utf8"), { from });
  return css;
}

/** The wall's page, and in the worker's place its calls, told as the gateway tells them: the changes of all together. */
export async function serveWall(wall: Wall) {
  const [script, css] = await Promise.all([bundle(), styles()]);
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Wall</title><link rel="stylesheet" href="/style.css"></head><body class="flex h-screen flex-col bg-bg text-text"><script type="module" src="/main.js"></script></body></html>`;
  const http = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://wall");
    const answer = (type: string, body: string) => response.writeHead(200, { "content-type": type }).end(body);
    if (pathname === "/main.js") answer("text/javascript", script);
    else if (pathname === "/style.css") answer("text/css", css);
    else if (pathname === "/api/live-token")
      answer("application/json", JSON.stringify({ token: "only-for-the-bench" }));
    else if (pathname === "/") answer("text/html; charset=utf-8", html);
    else if (!pathname.startsWith(LIVE_PATH)) response.writeHead(404).end();
  });
  const io = new Server(http, { path: LIVE_PATH, serveClient: false });
  io.on("connection", (socket) => {
    socket.on("desk:watch", (reply: (answer: unknown) => void) => reply({ calls: wall.all() }));
    socket.on("call:watch", (_request: unknown, reply: (answer: unknown) => void) =>
      reply({ kind: "denied", code: "NOT_FOUND", message: "" }),
    );
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const sent = { changes: 0, messages: 0 };
  const news = createDeskNews(systemClock, (_organizationId, calls) => {
    sent.changes += calls.length;
    sent.messages += 1;
    io.emit("desk:changed", { calls });
  });
  const stop = wall.run((call) => news.push("the only one", call));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    sent,
    stop: async () => {
      stop();
      news.close();
      await io.close();
    },
  };
}
