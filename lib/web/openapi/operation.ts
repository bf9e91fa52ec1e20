import type { z } from "zod";
import type { Permission } from "@/lib/services/permissions";

export type Schema = z.ZodType;
export type ObjectSchema = z.ZodObject;

/** One method of one address of the REST API: what it takes, what it gives, who may. Its route and the document are made from it. */
export type Operation<
  P extends ObjectSchema | undefined = ObjectSchema | undefined,
  Q extends ObjectSchema | undefined = ObjectSchema | undefined,
  B extends Schema | undefined = Schema | undefined,
  R extends Schema = Schema,
> = {
  /** Unique; the name of the function in generated clients. */
  id: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Under the host, with {placeholders}. */
  path: string;
  tag: Tag;
  summary: string;
  description?: string;
  /** What the person's role or the key's scopes must include; null: whoever is known may. */
  scope: Permission | null;
  /** For those who have neither key nor session yet (`lib/web/open-route.ts`). */
  isOpen?: true;
  /** What people do in the browser alone: no API keys. */
  sessionOnly?: boolean;
  params?: P;
  query?: Q;
  body?: B;
  /** The body is a file's bytes, as they come; at most so many. */
  bytes?: { most: number };
  response: R;
  /** The answer is a file of this kind in place of JSON, of which a range may be asked for. */
  media?: "audio/wav";
  /** Of a success; 200 unless said. */
  status?: number;
  /** Honours `Idempotency-Key`: the same key and request again get the first one's answer. */
  once?: true;
  /** Refusals beyond those that every operation has. */
  refusals?: readonly (404 | 409 | 503)[];
  /** A whole example of the body, and of the answer. */
  examples: { body?: unknown; response: unknown };
};

export const TAGS = {
  "Signing in": "How people make an account and sign in. Programs use API keys.",
  Account: "Who a key or a session is.",
  Setup: "How far an organization is set up, and the end of it.",
  Calls: "Calls as they happen and as they were.",
  Notes: "What people wrote about calls.",
  "Call views": "Filters of the list of calls, kept under a name.",
  Recordings: "The sound of calls: hearing it, keeping it, throwing it away.",
  Businesses: "What agents know about a business.",
  People: "People who take calls that an agent should not handle alone.",
  Escalations: "Calls and questions that need a person: who is asked, who took it, how it was settled.",
  Appointments: "What can be booked and with whom, which times are free, and who has them.",
  Integrations:
    "Accounts of the organization at other services, whose actions its agents may use: consent, settings, and how each of them went.",
  Tools: "Requests to a business's own systems that its agents may make, and how each of them went.",
  "After calls": "What is done at other services and in a business's own systems once a call is over, and how it went.",
  Quality:
    "What became of calls and how well they did: summaries, scores with reasons, broken rules, and what people say about them.",
  Knowledge: "What a business gave its agents to know, how it is read, and what they find in it.",
  Agents: "AI phone agents: their drafts, their versions, what answers.",
  "Phone numbers": "The numbers that people call, and who answers them when.",
  Notifications: "What the signed-in person was told, and how they want to be told.",
  Connections: "Whose accounts at Twilio, Deepgram, Amazon Bedrock and Stripe are used.",
  Plans: "What plans there are, what is used, and how to change.",
  Webhooks: "Addresses of your own that are told what happens, as it happens, and what came of telling them.",
  "API keys": "Keys for programs. Made, changed and ended by people who are signed in.",
  Document: "This document.",
} as const;
export type Tag = keyof typeof TAGS;

/** Keeps an operation's own types. */
export const defineOperation = <
  P extends ObjectSchema | undefined = undefined,
  Q extends ObjectSchema | undefined = undefined,
  B extends Schema | undefined = undefined,
  R extends Schema = Schema,
>(
  operation: Operation<P, Q, B, R>,
): Operation<P, Q, B, R> => operation;
