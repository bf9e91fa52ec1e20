import next from "eslint-config-next";
import tseslint from "typescript-eslint";

const readsEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: "Only lib/env reads process.env: add the setting there, with its name and what to do when it is missing.",
};

/** What draws pages. The rules of React and Next mean nothing elsewhere, where "use" is an ordinary word. */
const WEB = ["app/**/*.{ts,tsx}", "components/**/*.{ts,tsx}", "lib/web/**/*.{ts,tsx}", "proxy.ts", "next.config.ts"];

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
    files: ["**/*.{ts,tsx,mts}"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
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
    files: ["app/**", "components/**", "lib/**", "call-worker/**", "jobs/**", "sandbox/**"],
    rules: { "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ["app/**", "components/**", "lib/**", "call-worker/**", "jobs/**"],
    ignores: ["lib/env/**", "**/*.test.ts", "**/*.test.tsx"],
    rules: { "no-restricted-syntax": ["error", readsEnvironment], "no-console": "error" },
  },
);
