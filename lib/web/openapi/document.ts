import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { Problem } from "@/lib/contracts/api/problem";
import { documentWebhooks } from "./document-webhooks";
import { type Operation, TAGS } from "./operation";
import { OPERATIONS } from "./operations/all";

export const DOCUMENT_PATH = "/api/v1/openapi.json";

const REFUSALS = {
  400: "The body is no JSON.",
  401: "No key or session, or one that does not count (any more).",
  403: "The key or the role does not have the permission, or the key may not be used from this address.",
  404: "There is no such thing in your organization.",
  409: "It does not fit with how things stand; the words say why.",
  413: "The body is larger than 64 KB; of a file, than 20 MB.",
  415: "The body is not JSON.",
  422: "A value is not valid; `errors` names the fields.",
  429: "Too many requests in this minute; `Retry-After` says when to go on.",
  500: "Something went wrong on our side.",
  503: "Something we need is not there at the moment.",
} as const;
type Refusal = keyof typeof REFUSALS;

const TITLES: Record<Refusal, string> = {
  400: "Bad request",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  409: "Conflict",
  413: "Body too large",
  415: "Wrong kind of body",
  422: "Not valid",
  429: "Too many requests",
  500: "Something went wrong on our side",
  503: "Not available at the moment",
};

const requestId = { "X-Request-Id": { $ref: "#/components/headers/X-Request-Id" } };
const rate = {
  "RateLimit-Limit": { $ref: "#/components/headers/RateLimit-Limit" },
  "RateLimit-Remaining": { $ref: "#/components/headers/RateLimit-Remaining" },
  "RateLimit-Reset": { $ref: "#/components/headers/RateLimit-Reset" },
};
const headers = { ...requestId, ...rate };

const ONCE_HEADER = z.strictObject({
  "Idempotency-Key": z
    .string()
    .max(200)
    .optional()
    .meta({ description: "The same key and request again get the first one's answer, for a day." }),
});

/** The whole API as OpenAPI 3.1, made from the schemas that check requests and answers. */
export function openApiDocument(serverUrl: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: describe(operation),
    };
  }
  paths[DOCUMENT_PATH] = {
    get: {
      operationId: "getDocument",
      tags: ["Document"],
      summary: "Get this document",
      security: [],
      responses: {
        200: {
          description: "OpenAPI 3.1.",
          headers: requestId,
          content: { "application/json": { schema: z.looseObject({}) } },
        },
      },
    },
  };
  return createDocument(
    {
      openapi: "3.1.1",
      info: {
        title: "Aybiza",
        version: "1.0.0",
        description:
          "Phone agents you can watch and trust: start calls, read what was said, keep a business's profile. Send an API key as " +
          "`Authorization: Bearer ayb_…`. Answers are JSON; refusals are problem+json (RFC 9457) with words that say what to do.",
      },
      servers: [{ url: serverUrl }],
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      paths,
      webhooks: documentWebhooks(),
      components: {
        securitySchemes: {
          apiKey: { type: "http", scheme: "bearer", description: "An API key: ayb_…. Made under Settings, API keys." },
          session: {
            type: "apiKey",
            in: "cookie",
            name: "next-auth.session-token",
            description:
              "The cookie of who is signed in, from our own pages alone. Over HTTPS its name begins with __Secure-.",
          },
        },
        headers: {
          "X-Request-Id": { description: "Give it to support.", schema: { type: "string" } },
          "RateLimit-Limit": { description: "Requests a minute that the plan allows.", schema: { type: "integer" } },
          "RateLimit-Remaining": { description: "How many are left in this minute.", schema: { type: "integer" } },
          "RateLimit-Reset": { description: "Seconds until the count begins anew.", schema: { type: "integer" } },
          "Retry-After": { description: "Seconds to wait.", schema: { type: "integer" } },
        },
      },
    },
    {
      // What such a text looks like is said by its format; the expression that checks it is of no use to readers.
      override: ({ jsonSchema }) => {
        if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
        if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
        if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      },
    },
  );
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const { id, tag, summary, description, scope, isOpen, sessionOnly, params, query, response, media, once, examples } =
    operation;
  const status = operation.status ?? 200;
  const permission = scope
    ? `Needs the permission \`${scope}\`${sessionOnly ? ", and a person who is signed in" : ""}.`
    : isOpen
      ? "Needs neither key nor session."
      : sessionOnly
        ? "Needs a person who is signed in."
        : "Whoever is known may ask.";
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: [description, permission].filter(Boolean).join("\n\n"),
    security: isOpen ? [] : sessionOnly ? [{ session: [] }] : [{ apiKey: [] }, { session: [] }],
    requestParams: {
      ...(params ? { path: params } : {}),
      ...(query ? { query } : {}),
      ...(once ? { header: ONCE_HEADER } : {}),
    },
    ...requestBodyOf(operation),
    responses: {
      [status]: {
        description: status === 201 ? "Made." : status === 202 ? "Begun." : "Done.",
        headers,
        content: media
          ? { [media]: { schema: z.string().meta({ format: "binary" }) } }
          : { "application/json": { schema: response, example: examples.response } },
      },
      ...Object.fromEntries(refusalsOf(operation).map((refusal) => [String(refusal), refused(refusal)])),
    },
  };
}

function requestBodyOf({ body, bytes, examples }: Operation) {
  if (bytes) {
    // A file has no schema: OpenAPI 3.1 says so by saying nothing.
    return { requestBody: { required: true, content: { "application/octet-stream": {} } } };
  }
  if (!body) return {};
  return { requestBody: { required: true, content: { "application/json": { schema: body, example: examples.body } } } };
}

function refusalsOf({ body, bytes, params, query, once, refusals = [] }: Operation): Refusal[] {
  const ofBody: Refusal[] = body ? [400, 413, 415] : bytes ? [413] : [];
  const ofInput: Refusal[] = body || params || query ? [422] : [];
  const ofOnce: Refusal[] = once ? [409] : [];
  const all = new Set<Refusal>([401, 403, 429, 500, ...ofBody, ...ofInput, ...ofOnce, ...refusals]);
  return [...all].sort((a, b) => a - b);
}

function refused(status: Refusal) {
  const retry = { "Retry-After": { $ref: "#/components/headers/Retry-After" } };
  const known = status === 401 ? requestId : headers;
  return {
    description: REFUSALS[status],
    headers: status === 429 || status === 503 ? { ...known, ...retry } : known,
    content: {
      "application/problem+json": {
        schema: Problem,
        example: {
          type: "about:blank",
          title: TITLES[status],
          status,
          detail: REFUSALS[status],
          code: CODES[status],
          requestId: "req_5b0c0c8e7a5d4a0e9d0f4b7f6a1c2d3e",
        },
      },
    },
  };
}

const CODES: Record<Refusal, string> = {
  400: "BAD_REQUEST",
  401: "UNAUTHENTICATED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  409: "CONFLICT",
  413: "BAD_REQUEST",
  415: "BAD_REQUEST",
  422: "INVALID",
  429: "RATE_LIMITED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
};
