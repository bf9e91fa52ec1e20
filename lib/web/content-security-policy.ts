type PolicyOptions = {
  nonce: string;
  /** Where the live connection goes: the call-worker's address, as ws(s) and http(s). */
  liveOrigins: readonly string[];
  /** Next's development server needs eval for its error overlay. */
  development: boolean;
};

/**
 * The page's content security policy. Scripts run only with the page's nonce or when such a script loaded them; nothing comes
 * from or goes to another host, the call-worker excepted. Styles may be inline: charts and floating parts position themselves so.
 */
export function contentSecurityPolicy({ nonce, liveOrigins, development }: PolicyOptions): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${["'self'", ...liveOrigins].join(" ")}`,
    "media-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
  ].join("; ");
}
