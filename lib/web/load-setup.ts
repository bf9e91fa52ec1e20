import "server-only";
import { cache } from "react";
import type { SetupState } from "@/lib/contracts/setup";
import { getSetup } from "@/lib/services/setup/get-setup";
import { requireContext } from "./require-context";

/** For pages: how far the organization is set up, read once per request. Who may not set up gets the no-permission page. */
export const loadSetup = cache(async (): Promise<SetupState> => getSetup(await requireContext("businesses.write")));
