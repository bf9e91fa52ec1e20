import type { ConnectionResource } from "@/lib/contracts/connections";
import type { ServiceContext } from "../context";
import { saveConnection } from "./save-connection";

/** The sandbox in place of an account; own credentials are forgotten. As `saveConnection`; INVALID where the installation has no sandbox. */
export const useSandbox = (context: ServiceContext, vendor: string): Promise<ConnectionResource> =>
  saveConnection(context, vendor, { mode: "sandbox" });
