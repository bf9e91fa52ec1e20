import { expect, it } from "vitest";
import { shownCredentials } from "./shown-credentials";

it("of every secret no more than its last four characters is shown, of the region all", () => {
  const given = {
    region: "eu-west-1",
    accessKeyId: "AKIAABCDEFGHIJKLMNOP",
    secretAccessKey: "s3cr3t".repeat(7),
    apiKey: undefined,
  };
  expect(shownCredentials(given)).toEqual({ region: "eu-west-1", accessKeyId: "…MNOP", secretAccessKey: "…cr3t" });
});
