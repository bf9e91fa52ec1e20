import type { NextConfig } from "next";
import { STRICT_TRANSPORT } from "./lib/web/strict-transport";

/** Headers that never vary; the content security policy carries a nonce and is written per request in `proxy.ts`. */
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "X-Permitted-Cross-Domain-Policies", value: "none" },
  {
    key: "Permissions-Policy",
    value:
      "microphone=(self), camera=(), display-capture=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), midi=(), browsing-topics=()",
  },
];

const apiPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const nextConfig: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` type-checks the whole repository, tests and the other processes included; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
  // Native and pure-Node packages that a bundler would only break.
  serverExternalPackages: [
    "@node-rs/argon2",
    "twilio",
    "@prisma/client",
    "@prisma/adapter-pg",
    "pg",
    "pino",
    "pdfkit",
    "ioredis",
  ],
  experimental: {
    // forbidden() answers with a true 403 and the no-permission page.
    authInterrupts: true,
    optimizePackageImports: ["lucide-react", "recharts"],
  },
  async redirects() {
    // They were parts of the settings; addresses that people kept still lead there.
    return [
      { source: "/settings/businesses/:businessId/knowledge", destination: "/knowledge/:businessId", permanent: false },
      { source: "/settings/people", destination: "/people", permanent: false },
    ];
  },
  async rewrites() {
    return {
      beforeFiles: [],
      afterFiles: [],
      // An address of a page that is none: who is signed in keeps the menu there. What programs ask for is answered as ever.
      fallback: [{ source: "/((?!api/|_next/).*)", destination: "/lost" }],
    };
  },
  async headers() {
    return [
      { source: "/:path*", headers: securityHeaders },
      // Data is no page: whatever a browser is made to do with it, it runs and loads nothing.
      { source: "/api/:path*", headers: [{ key: "Content-Security-Policy", value: apiPolicy }] },
      // The one thing of ours that other sites' pages load.
      { source: "/widget.js", headers: [{ key: "Cross-Origin-Resource-Policy", value: "cross-origin" }] },
      // Pages know it from PUBLIC_WEB_URL; files and REST from what stands in front of us.
      {
        source: "/:path*",
        has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
        headers: [{ key: "Strict-Transport-Security", value: STRICT_TRANSPORT }],
      },
    ];
  },
};

export default nextConfig;
