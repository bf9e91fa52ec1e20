/** What vendors' consoles, documents and .env files call our fields. */
const NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  twilio: {
    accountsid: "accountSid",
    twilioaccountsid: "accountSid",
    authtoken: "authToken",
    twilioauthtoken: "authToken",
    apikeysid: "apiKeySid",
    apikey: "apiKeySid",
    twilioapikey: "apiKeySid",
    apikeysecret: "apiKeySecret",
    apisecret: "apiKeySecret",
    twilioapikeysecret: "apiKeySecret",
  },
  deepgram: { apikey: "apiKey", deepgramapikey: "apiKey" },
  bedrock: {
    awsaccesskeyid: "accessKeyId",
    accesskeyid: "accessKeyId",
    accesskey: "accessKeyId",
    awssecretaccesskey: "secretAccessKey",
    secretaccesskey: "secretAccessKey",
    awsregion: "region",
    awsdefaultregion: "region",
    region: "region",
    awsbearertokenbedrock: "apiKey",
    apikey: "apiKey",
  },
  stripe: { stripesecretkey: "secretKey", secretkey: "secretKey", stripeapikey: "secretKey" },
};

/**
 * The fields in a text that was pasted as a whole: lines like `TWILIO_AUTH_TOKEN="…"`, `export AWS_REGION=…` or `Account SID: …`. Null when
 * it is not such a text, but one value.
 */
export function pastedFields(vendor: string, text: string): Record<string, string> | null {
  const known = NAMES[vendor] ?? {};
  const found: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const [, name = "", value = ""] = /^\s*(?:export\s+)?([A-Za-z][\w .-]{1,40}?)\s*[=:]\s*(.+?)\s*$/.exec(line) ?? [];
    const field = known[name.toLowerCase().replace(/[^a-z]/g, "")];
    if (field !== undefined) found[field] = bare(value);
  }
  return Object.keys(found).length > 0 ? found : null;
}

/** A value without the quotes and spaces that came along. */
export const bare = (value: string): string =>
  value
    .trim()
    .replace(/^(["'`])(.*)\1[,;]?$/, "$2")
    .trim();
