/** Carries the page's own path and query from the proxy to the server components, which cannot see it otherwise. */
export const PATH_HEADER = "x-aybiza-path";
