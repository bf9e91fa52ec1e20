/** What an action gave, or why not: a message for people, and what is wrong with which field. */
export type Outcome<T> =
  { ok: true; data: T } | { ok: false; code: string; message: string; fields: Record<string, string> };

export const UNREACHED = {
  ok: false,
  code: "UNREACHED",
  message: "This did not reach the server. Check the connection and try again.",
  fields: {},
} as const satisfies Outcome<never>;
