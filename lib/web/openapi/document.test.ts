import { expect, test } from "vitest";
import { PERMISSIONS } from "@/lib/services/permissions";
import { openApiDocument } from "./document";
import { OPERATIONS } from "./operations/all";

const document = openApiDocument("https://aybiza.example");

test("every reference leads somewhere, and every name is there once", () => {
  const text = JSON.stringify(document);
  for (const [, path = ""] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = path
      .split("/")
      .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document);
    expect(found, path).toBeDefined();
  }
  const ids = OPERATIONS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(OPERATIONS.map((operation) => [operation.id, operation] as const))(
  "%s has examples that fit",
  (_, operation) => {
    operation.response.parse(operation.examples.response);
    if (operation.body) operation.body.parse(operation.examples.body);
    if (operation.scope) expect(PERMISSIONS).toContain(operation.scope);
    const placeholders = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(operation.params?.shape ?? {})).toEqual(placeholders);
  },
);

test("filters that may be given several times are lists, and sizes are told", () => {
  const parameters = document.paths?.["/api/v1/calls"]?.get?.parameters as {
    name: string;
    schema: object;
    required?: boolean;
  }[];
  const of = (name: string) => parameters.find((parameter) => parameter.name === name);
  expect(of("status")?.schema).toMatchObject({ type: "array" });
  expect(of("limit")?.schema).toMatchObject({ minimum: 1, maximum: 100, default: 50 });
  expect(parameters.filter(({ required }) => required)).toEqual([]);
});

test("every operation tells its refusals, its limit and who may", () => {
  for (const { path, method, isOpen, sessionOnly, once } of OPERATIONS) {
    const described = document.paths?.[path]?.[method.toLowerCase() as "get"];
    expect(Object.keys(described?.responses ?? {})).toEqual(expect.arrayContaining(["401", "403", "429", "500"]));
    expect(described?.security).toEqual(
      isOpen ? [] : sessionOnly ? [{ session: [] }] : [{ apiKey: [] }, { session: [] }],
    );
    expect(JSON.stringify(described?.responses?.["429"])).toContain("Retry-After");
    if (once) expect(JSON.stringify(described?.parameters)).toContain("Idempotency-Key");
  }
});
