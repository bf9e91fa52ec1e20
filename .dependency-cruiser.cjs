const TEST = "(\\.(test|spec)\\.[tj]sx?$|/testing/|test-bench)";

/** The directions of docs/architecture.md. Each rule has a planted violation in scripts/check/planted that must be found. */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "contracts-are-leaves",
      severity: "error",
      from: { path: "^lib/contracts/", pathNot: TEST },
      to: { pathNot: ["^lib/contracts/", "^node_modules/zod/"] },
    },
    {
      name: "domain-is-pure",
      severity: "error",
      from: { path: "^lib/domain/", pathNot: TEST },
      to: { pathNot: ["^lib/(domain|contracts)/", "^node_modules/zod/"] },
    },
    {
      name: "services-know-no-transport",
      severity: "error",
      from: { path: "^lib/services/", pathNot: TEST },
      to: {
        path: [
          "^lib/web/",
          "^node_modules/(next|react|react-dom|socket\\.io|socket\\.io-client|ws|server-only|next-auth)/",
        ],
      },
    },
    {
      name: "database-only-behind-services",
      severity: "error",
      from: { pathNot: ["^lib/(db|services)/", "^prisma", "^scripts/", "^e2e/", "^bench/", TEST] },
      to: { path: ["^lib/db/", "^node_modules/(@?prisma|pg)/"] },
    },
    {
      name: "vendor-sdks-only-in-adapters",
      severity: "error",
      from: {
        pathNot: ["^lib/adapters/", "^call-worker/adapters/", "^sandbox/", "^scripts/", "^e2e/", "^bench/", TEST],
      },
      to: { path: "^node_modules/(stripe|twilio|@deepgram|@aws-sdk)/" },
    },
    {
      name: "lib-knows-no-process",
      severity: "error",
      from: { path: "^lib/", pathNot: TEST },
      to: { path: "^(app|components|web|call-worker|jobs|sandbox|e2e|scripts)/" },
    },
    {
      name: "components-are-client-safe",
      severity: "error",
      from: { path: "^components/", pathNot: TEST },
      to: { path: "^lib/(db|services|web|adapters|env)/", reachable: true },
    },
    {
      name: "islands-go-through-actions",
      severity: "error",
      from: { path: "^app/.*/_components/", pathNot: TEST },
      to: { path: "^lib/(db|services|web|adapters|env)/" },
    },
    {
      name: "app-goes-through-services",
      severity: "error",
      from: { path: "^app/", pathNot: TEST },
      to: { path: "^lib/(db|adapters)/" },
    },
    {
      name: "worker-knows-no-web",
      severity: "error",
      from: { path: "^call-worker/", pathNot: TEST },
      to: {
        path: ["^(app|components)/", "^lib/web/", "^node_modules/(next|react|react-dom|server-only)/"],
        reachable: true,
      },
    },
    {
      name: "web-knows-no-worker",
      severity: "error",
      from: { path: "^(app|components|lib/web|web)/" },
      to: { path: "^call-worker/" },
    },
    {
      name: "session-knows-ports-not-vendors",
      severity: "error",
      from: { path: "^call-worker/(session|ports|audio)/", pathNot: TEST },
      to: { path: ["^call-worker/(adapters|http|gateway|main)", "^lib/(adapters|db|services)/"] },
    },
    {
      name: "sandbox-stands-apart",
      severity: "error",
      from: { path: "^sandbox/", pathNot: TEST },
      to: { path: "^(lib|app|components|call-worker|jobs|prisma|scripts)/" },
    },
    {
      name: "product-knows-no-sandbox",
      severity: "error",
      from: { path: "^(lib|app|components|web|call-worker|jobs)/", pathNot: TEST },
      to: { path: "^sandbox/" },
    },
    {
      name: "no-copyleft-ships",
      severity: "error",
      from: { path: "^(lib|app|components|web|call-worker|jobs)/" },
      to: { path: "^node_modules/(espeak-ng|@echogarden)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    preserveSymlinks: true,
    exclude: { path: "(^|/)(\\.next|dist|\\.data)/|lib/db/generated/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mts", ".mjs", ".js", ".cjs", ".json"],
    },
  },
};
