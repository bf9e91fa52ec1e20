import { problemOfAddress } from "../tools/http-tool/tool-address";

/** What is wrong with where webhooks are to be sent, in words; null: nothing. `allow`: host:port of places within that may be without encryption. */
export function problemOfEndpoint(address: string, allow: readonly string[]): string | null {
  const problem = problemOfAddress(address);
  if (problem?.startsWith("begin with"))
    return "begin with https:// and the name of the system, such as https://crm.example.com/aybiza";
  if (problem?.startsWith("take the name"))
    return "take the name and password out of it; the signature shows that a request is ours";
  if (problem) return problem;
  if (/[{}]/.test(address)) return "take the { } out of it";
  const { protocol, hostname, port } = new URL(address);
  if (protocol === "https:" || allow.includes(`${hostname}:${port || "80"}`)) return null;
  return "begin with https://: what callers said must not go out without encryption";
}
