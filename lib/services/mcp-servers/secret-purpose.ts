import { originOf } from "@/lib/domain/tools/http-tool/tool-address";

/** A secret opens only for its server, and only while that is at the same system. */
export const mcpSecretPurpose = (serverId: string, address: string) =>
  `mcp server ${serverId} at ${originOf(address) ?? ""}`;
