/** The public pages that search engines may show. */
export const PUBLIC_PATHS = ["/", "/pricing", "/security", "/privacy", "/terms"] as const;
