import { request as send, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clientAddressOf, fromClient, INNER_HEADER, readClientAddress, stampClientAddress } from "./client-address";

const from = (remoteAddress: string | undefined, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
  }) as Parameters<typeof clientAddressOf>[0];

test("nobody but a trusted proxy is believed about whom they speak for", () => {
  expect(clientAddressOf(from("203.0.113.9", "10.0.0.1"), [])).toBe("203.0.113.9");
  expect(clientAddressOf(from("203.0.113.9", "10.0.0.1"), ["10.0.0.0/8"])).toBe("203.0.113.9");
  expect(clientAddressOf(from("10.0.0.5", "198.51.100.7"), ["10.0.0.0/8"])).toBe("198.51.100.7");
  expect(clientAddressOf(from("::ffff:10.0.0.5", "198.51.100.7"), ["10.0.0.0/8"])).toBe("198.51.100.7");
  expect(clientAddressOf(from("2001:db8::1", "198.51.100.7"), ["2001:db8::/32"])).toBe("198.51.100.7");
});

test("through several proxies it is the last address that is none of them; what a client invents stands before", () => {
  const trusted = ["10.0.0.0/8", "192.0.2.1/32"];
  expect(clientAddressOf(from("10.0.0.5", "6.6.6.6, 198.51.100.7, 192.0.2.1"), trusted)).toBe("198.51.100.7");
  expect(clientAddressOf(from("10.0.0.5", "10.6.6.6, 198.51.100.7"), trusted)).toBe("198.51.100.7");
});

test("a proxy that says nothing, or nothing that is an address, is itself who asks", () => {
  expect(clientAddressOf(from("10.0.0.5"), ["10.0.0.0/8"])).toBe("10.0.0.5");
  expect(clientAddressOf(from("10.0.0.5", "198.51.100.7, unknown"), ["10.0.0.0/8"])).toBe("10.0.0.5");
  expect(clientAddressOf(from("10.0.0.5", "10.0.0.8"), ["10.0.0.0/8"])).toBe("10.0.0.8");
  expect(clientAddressOf(from(undefined, "198.51.100.7"), ["10.0.0.0/8"])).toBeUndefined();
});

test("a header is worth nothing until our own server has written it", () => {
  expect(readClientAddress(new Headers({ "x-forwarded-for": "10.0.0.1" }))).toBeUndefined();
});

let port = 0;
const trusted: string[] = [];
const server = createServer((incoming, outgoing) => {
  stampClientAddress(incoming, trusted);
  outgoing.end(readClientAddress(new Headers(incoming.headers as Record<string, string>)) ?? "nobody");
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());

const ask = (headers: Record<string, string | string[]>) =>
  new Promise<string>((resolve, reject) => {
    send({ port, host: "127.0.0.1", headers }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => resolve(text));
    })
      .on("error", reject)
      .end();
  });

test("over a real socket the sender's headers are overwritten, however they are written", async () => {
  for (const name of ["x-forwarded-for", "X-Forwarded-For", "X-FORWARDED-FOR"]) {
    expect(await ask({ [name]: "198.51.100.7" })).toBe("127.0.0.1");
    expect(await ask({ [name]: ["198.51.100.7", "198.51.100.8"] })).toBe("127.0.0.1");
  }
  expect(await ask({ [INNER_HEADER]: "guessed", "x-forwarded-for": "198.51.100.7" })).toBe("127.0.0.1");
  trusted.push("127.0.0.0/8");
  expect(await ask({ "x-forwarded-for": ["6.6.6.6", "198.51.100.8"] })).toBe("198.51.100.8");
});

test("what the server asks of itself comes from the client in whose name it asks, and the secret goes no further", async () => {
  expect(await ask(fromClient("198.51.100.9"))).toBe("198.51.100.9");
  expect(await ask(fromClient(undefined))).toBe("nobody");
});
