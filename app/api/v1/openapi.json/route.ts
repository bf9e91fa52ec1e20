import { sharedEnv } from "@/lib/env/shared";
import { openApiDocument } from "@/lib/web/openapi/document";
import { otherMethods } from "@/lib/web/refusals";
import { newRequestId } from "@/lib/web/request-id";

let document: string | undefined;

/** GET /api/v1/openapi.json. For everybody; the same until the next release. */
export function GET(): Response {
  document ??= JSON.stringify(openApiDocument(new URL(sharedEnv().PUBLIC_WEB_URL).origin));
  return new Response(document, {
    headers: {
      "content-type": "application/json",
      "cache-control": "public, max-age=300",
      "x-request-id": newRequestId(),
    },
  });
}

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
