import type { NextConfig } from "next";

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
    value: "camera=(), geolocation=(), payment=(), usb=(), microphone=(self), interest-cohort=()",
  },
];

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
    "ioredis",
  ],
  experimental: {
    // forbidden() answers with a true 403 and the no-permission page.
    authInterrupts: true,
    optimizePackageImports: ["lucide-react", "recharts"],
  },
  async headers() {
    return [{ source: "/:path*", headers: securityHeaders }];
  },
};

export default nextConfig;
