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
