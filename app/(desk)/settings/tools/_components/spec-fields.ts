import type { HttpToolSpec } from "@/lib/contracts/tools";

/** What each part of the editor gets. */
export type SpecFieldsProps = Readonly<{
  spec: HttpToolSpec;
  set: (change: Partial<HttpToolSpec>) => void;
  errorOf: (field: string) => string | null;
}>;
