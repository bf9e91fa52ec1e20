import type { DocumentationVendor, KnowledgeSourceResource } from "@/lib/contracts/knowledge";
import type { Saved } from "@/lib/contracts/saved";

/** What is typed to add something of the web: empty limits are the usual ones. */
export type AddressToAdd = {
  as: "website" | "page" | "documentation";
  url: string;
  /** Of documentation: one of the known vendors, instead of an address. */
  vendor: DocumentationVendor | null;
  maxPages: number | null;
  maxDepth: number | null;
};

export type Change = (sourceId: string) => Promise<Saved<KnowledgeSourceResource>>;

export type SourceActions = {
  add: (address: AddressToAdd) => Promise<Saved<KnowledgeSourceResource>>;
  start: Change;
  stop: Change;
  resume: Change;
  remove: (sourceId: string) => Promise<Saved<unknown>>;
};
