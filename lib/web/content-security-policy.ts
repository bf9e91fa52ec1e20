type PolicyOptions = {
  nonce: string;
  /** Where the live connection goes: the call-worker's address, as ws(s) and http(s). */
  liveOrigins: readonly string[];
  /** Next's development server needs eval and styles of its own for its error overlay. */
  development: boolean;
};

/** The one style sheet that a library (sonner, the toasts) writes into the page without a nonce, by its very text. */
export const TOAST_STYLE_HASH = "sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY=";
/** It puts the empty sheet into the page first, and then its text. */
const EMPTY_STYLE_HASH = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

/**
 * The page's content security policy. Scripts run only with the page's nonce or when such a script loaded them; style sheets are
 * ours, or carry the nonce, and no markup has a style attribute (what must stand in a certain place is drawn as SVG, or placed by script
 * through CSSOM, which is no markup); nothing comes from or goes to another host, the call-worker excepted.
 */
export function contentSecurityPolicy({ nonce, liveOrigins, development }: PolicyOptions): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "script-src-attr 'none'",
    ...(development
      ? ["style-src 'self' 'unsafe-inline'"]
      : [`style-src 'self' 'nonce-${nonce}' '${EMPTY_STYLE_HASH}' '${TOAST_STYLE_HASH}'`, "style-src-attr 'none'"]),
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${["'self'", ...liveOrigins].join(" ")}`,
    "media-src 'self' blob:",
    "object-src 'none'",
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
  ].join("; ");
}
