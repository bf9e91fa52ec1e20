import { expect, it } from "vitest";
import { bare, pastedFields } from "./pasted-fields";

it("finds the fields in what is pasted from an .env file, a shell, or a console", () => {
  expect(pastedFields("twilio", `TWILIO_ACCOUNT_SID=AC12\r\nexport TWILIO_AUTH_TOKEN="beef"\n# note\nOTHER=1`)).toEqual(
    {
      accountSid: "AC12",
      authToken: "beef",
    },
  );
  expect(pastedFields("twilio", "Account SID: AC12\nAuth Token: beef")).toEqual({
    accountSid: "AC12",
    authToken: "beef",
  });
  expect(pastedFields("bedrock", "[default]\naws_access_key_id = AKIA1\naws_secret_access_key = a/b+c=")).toEqual({
    accessKeyId: "AKIA1",
    secretAccessKey: "a/b+c=",
  });
});

it("leaves one value alone", () => {
  expect(pastedFields("twilio", "AC0123")).toBeNull();
  expect(pastedFields("bedrock", "a/b+c==")).toBeNull();
  expect(bare(' "beef" \n')).toBe("beef");
});
