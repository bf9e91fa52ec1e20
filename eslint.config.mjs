import next from "eslint-config-next";
import tseslint from "typescript-eslint";

const readsEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: "Only lib/env reads process.env: add the setting there, with its name and what to do when it is missing.",
};

const writesStyleAttribute = {
  selector: "JSXAttribute[name.name='style']",
  message:
    "Pages may have no style attribute (their policy forbids it): use a class, SVG, or element.style in an effect.",
};

/** What draws pages. The rules of React and Next mean nothing elsewhere, where "use" is an ordinary word. */
const WEB = [
  "app/**/*.{ts,tsx}",
  "components/**/*.{ts,tsx}",
  "lib/web/**/*.{ts,tsx}",
  "proxy.ts",
  "instrumentation-client.ts",
  "next.config.ts",
];

export default tseslint.config(
  {
    ignores: [
      "node_modules/**",
      ".next/**",
      "dist/**",
      ".data/**",
      "lib/db/generated/**",
      "next-env.d.ts",
      "coverage/**",
    ],
  },
  ...next.filter(({ files }) => files).map((config) => ({ ...config, files: WEB })),
  ...tseslint.configs.recommended,
  {
    // Rules that ask for types are in .oxlintrc.json: the compiler that checks the types answers them in the same run.
    files: ["**/*.{ts,tsx,mts}"],
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_" },
      ],
      "@typescript-eslint/ban-ts-comment": [
        "error",
        { "ts-expect-error": true, "ts-ignore": true, "ts-nocheck": true },
      ],
    },
  },
  {
    files: ["app/**", "components/**", "lib/**", "web/**", "call-worker/**", "jobs/**", "sandbox/**"],
    rules: { "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }] },
  },
  {
    // A suite's set-up is read once for all its tests; cutting the suite would repeat it.
    files: ["**/*.test.ts"],
    rules: { "max-lines": ["error", { max: 500, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ["app/**", "components/**", "lib/**", "web/**", "call-worker/**", "jobs/**"],
    ignores: ["lib/env/**", "**/*.test.ts", "**/*.test.tsx"],
    rules: { "no-restricted-syntax": ["error", readsEnvironment], "no-console": "error" },
  },
  {
    files: ["app/**", "components/**"],
    ignores: ["**/*.test.ts", "**/*.test.tsx"],
    rules: { "no-restricted-syntax": ["error", readsEnvironment, writesStyleAttribute] },
  },
  {
    // Runs on somebody else's page, whose builder looks there.
    files: ["components/widget/**"],
    rules: { "no-console": ["error", { allow: ["warn"] }] },
  },
);
