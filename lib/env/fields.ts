import ipaddr from "ipaddr.js";
import { z } from "zod";

/** Kinds of variables. The description is what to do when it is missing or bad. */

export const port = (fallback: number, hint: string) =>
  z.coerce.number("it must be a port number").int().min(0).max(65535).default(fallback).describe(hint);

export const webAddress = (hint: string) =>
  z
    .url({ protocol: /^https?$/, error: "it must be an http:// or https:// address" })
    .transform((address) => address.replace(/\/+$/, ""))
    .describe(hint);

export const socketAddress = (hint: string) =>
  z
    .url({ protocol: /^(wss?|https?)$/, error: "it must be a ws:// or wss:// address" })
    .transform((address) => address.replace(/\/+$/, ""))
    .describe(hint);

export const secret = (hint: string) => z.string().min(8, "it is too short to be one").describe(hint);

export const count = (fallback: number, hint: string) =>
  z.coerce.number("it must be a whole number").int().min(1).default(fallback).describe(hint);

/** "127.0.0.1:4010,intranet.example:80"; undefined when missing. */
export const fetchAllow = z
  .string()
  .regex(/^[\w.:[\]-]+:\d+(,[\w.:[\]-]+:\d+)*$/, "it must be host:port, comma-separated")
  .optional()
  .describe("Places within that may be read as websites although they are not public, such as 127.0.0.1:4010.");

/** "127.0.0.1:4010,push.example:443" → a list; "public": all of the public internet. */
export const pushServices = z
  .string()
  .regex(/^(public|[\w.:[\]-]+:\d+(,[\w.:[\]-]+:\d+)*)$/, 'it must be host:port, comma-separated, or "public"')
  .default("public")
  .transform((text): readonly string[] | "public" => (text === "public" ? text : text.split(",")))
  .describe("The only push services that browsers may name, host:port, comma-separated; any public ones when missing.");

/** "40000-40999" → [40000, 40999]; undefined when missing. */
export const portRange = (hint: string) =>
  z
    .string()
    .regex(/^\d{1,5}-\d{1,5}$/, "it must be two port numbers with a dash: 40000-40999")
    .transform((text): [number, number] => {
      const [first = 0, last = 0] = text.split("-").map(Number);
      return [first, last];
    })
    .refine(([first, last]) => first >= 1024 && first < last && last <= 65_535, "it must go up, from 1024 to 65535")
    .optional()
    .describe(hint);

const iceUrls = (scheme: RegExp, example: string, hint: string) =>
  z
    .string()
    .transform((text) =>
      text
        .split(",")
        .map((url) => url.trim())
        .filter(Boolean),
    )
    .refine((urls) => urls.every((url) => scheme.test(url)), `it must be addresses such as ${example}`)
    .optional()
    .describe(hint);

export const stunUrls = iceUrls(
  /^stuns?:[^\s,]+$/,
  "stun:stun.example.com:3478",
  "STUN servers with which browsers and workers behind a router find their public address, comma-separated.",
);

export const turnUrls = iceUrls(
  /^turns?:[^\s,]+$/,
  "turn:turn.example.com:3478?transport=udp",
  "TURN servers that carry browsers' sound where nothing direct gets through, comma-separated.",
);

const NAMED_NETWORKS: Record<string, readonly string[]> = {
  loopback: ["127.0.0.0/8", "::1/128"],
  private: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
};

/** Addresses, ranges and names of networks ("loopback", "private"), separated by commas; none when missing. */
export const networks = (hint: string) =>
  z
    .string()
    .default("")
    .transform((text, check) => {
      const parts = text.split(",").map((part) => part.trim().toLowerCase());
      return parts.filter(Boolean).flatMap((part) => {
        const range = part.includes("/") ? part : `${part}/${part.includes(":") ? 128 : 32}`;
        if (NAMED_NETWORKS[part]) return NAMED_NETWORKS[part];
        if (ipaddr.isValidCIDR(range) && /[.:].*\//.test(range)) return [range];
        check.addIssue(`"${part.slice(0, 60)}" is no address, range, "loopback" or "private"`);
        return [];
      });
    })
    .describe(hint);
