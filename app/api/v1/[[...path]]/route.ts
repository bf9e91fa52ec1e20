import { noSuchResource } from "@/lib/web/refusals";

/** Addresses under /api/v1 that are none: programs get problem+json, not a page. */
export {
  noSuchResource as GET,
  noSuchResource as POST,
  noSuchResource as PUT,
  noSuchResource as PATCH,
  noSuchResource as DELETE,
};
