import type { CallToolSpec } from "@/lib/contracts/call-tools";
import { findAction } from "@/lib/domain/integrations/catalogue";
import type { AskedOf } from "./http-tool/model-input";

/** What a tool asks for, whatever it is made of; null: it cannot be used any more. */
export const askedOf = (spec: CallToolSpec): AskedOf | null =>
  "vendor" in spec ? findAction(spec.vendor, spec.action) : spec;
