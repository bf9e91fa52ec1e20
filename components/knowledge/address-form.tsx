"use client";

import { Globe } from "lucide-react";
import { useState, useTransition } from "react";
import { sentence } from "@/components/business/business-draft";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import {
  DEFAULT_DOCUMENTATION_PAGES,
  DEFAULT_SITE_DEPTH,
  DEFAULT_SITE_PAGES,
  DocumentationVendor,
  type KnowledgeSourceResource,
  MAX_SITE_DEPTH,
  MAX_SITE_PAGES,
} from "@/lib/contracts/knowledge";
import { VENDORS } from "@/lib/domain/knowledge/vendors";
import type { AddressToAdd, SourceActions } from "./source-actions-type";

type AddressFormProps = Readonly<{
  add: SourceActions["add"];
  onAdded: (source: KnowledgeSourceResource) => void;
  /** What the business's profile has; empty when it has none, or it is in the list already. */
  suggested: string;
}>;

const KINDS = [
  { value: "website", label: "A whole site" },
  { value: "page", label: "One page" },
  { value: "documentation", label: "Documentation" },
] as const;
const PLACEHOLDERS: Record<AddressToAdd["as"], string> = {
  website: "brightdental.com",
  page: "brightdental.com/prices",
  documentation: "docs.example.com",
};

/** What is on the web: a site, a page of it, a vendor's documentation. Not a form of its own: it may stand within one. */
export function AddressForm({ add, onAdded, suggested }: AddressFormProps) {
  const [kind, setKind] = useState<AddressToAdd["as"]>("website");
  const [url, setUrl] = useState(suggested);
  const [maxPages, setMaxPages] = useState("");
  const [maxDepth, setMaxDepth] = useState("");
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [isPending, start] = useTransition();
  const submit = (vendor: DocumentationVendor | null) =>
    start(async () => {
      setProblems({});
      const hasLimits = kind !== "page";
      const address: AddressToAdd = {
        as: kind,
        url: vendor ? "" : url,
        vendor,
        maxPages: hasLimits ? numberOf(maxPages) : null,
        maxDepth: kind === "website" ? numberOf(maxDepth) : null,
      };
      const saved = await add(address).catch(() => null);
      if (!saved) return setProblems({ url: "This did not reach the server. Check the connection and try again." });
      if (!saved.ok) {
        const known = ["url", "maxPages", "maxDepth"].some((name) => saved.fields[name]);
        return setProblems(known ? saved.fields : { url: saved.message });
      }
      setUrl("");
      onAdded(saved.data);
    });
  const problemOf = (name: string) => (problems[name] ? sentence(problems[name]) : null);
  const onEnter = (event: React.KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (url.trim() !== "" && !isPending) submit(null);
  };
  return (
    <section aria-label="From the web" className="space-y-3 rounded-lg border border-line bg-surface px-4 py-3.5">
      <Segmented label="What to read from the web" value={kind} options={KINDS} onChange={setKind} />
      <div className="flex flex-wrap items-start gap-3">
        <Field
          label={kind === "page" ? "Its address" : "Its first address"}
          type="url"
          inputMode="url"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={500}
          placeholder={PLACEHOLDERS[kind]}
          value={url}
          onChange={({ target }) => {
            setProblems({});
            setUrl(target.value);
          }}
          onKeyDown={onEnter}
          error={problemOf("url")}
          className="min-w-56 flex-1"
        />
        <Button
          size="lg"
          look="primary"
          onClick={() => submit(null)}
          disabled={isPending || url.trim() === ""}
          className="max-sm:w-full sm:mt-[26px]"
        >
          <Globe aria-hidden className="size-4" />
          {isPending ? "Checking" : kind === "page" ? "Read the page" : "Read the site"}
        </Button>
      </div>
      {kind === "documentation" ? (
        <div className="flex flex-wrap items-center gap-2 text-13">
          <span className="text-text-3">or take</span>
          {DocumentationVendor.options.map((id) => (
            <Button key={id} size="sm" disabled={isPending} onClick={() => submit(id)}>
              {VENDORS[id].name}
            </Button>
          ))}
        </div>
      ) : null}
      {kind === "page" ? null : (
        <details className="text-13">
          <summary className="w-fit cursor-pointer rounded-sm text-text-2 select-none hover:text-text">Limits</summary>
          <div className="mt-2 grid max-w-md gap-3 sm:grid-cols-2">
            <Field
              label="Pages at most"
              type="number"
              inputMode="numeric"
              min={1}
              max={MAX_SITE_PAGES}
              placeholder={String(kind === "website" ? DEFAULT_SITE_PAGES : DEFAULT_DOCUMENTATION_PAGES)}
              value={maxPages}
              onChange={({ target }) => setMaxPages(target.value)}
              onKeyDown={onEnter}
              error={problemOf("maxPages")}
            />
            {kind === "website" ? (
              <Field
                label="Links deep at most"
                type="number"
                inputMode="numeric"
                min={0}
                max={MAX_SITE_DEPTH}
                placeholder={String(DEFAULT_SITE_DEPTH)}
                value={maxDepth}
                onChange={({ target }) => setMaxDepth(target.value)}
                onKeyDown={onEnter}
                error={problemOf("maxDepth")}
              />
            ) : null}
          </div>
          <p className="mt-2 text-12 text-pretty text-text-3">
            Only pages of the same host are read, and only those its robots.txt allows.
          </p>
        </details>
      )}
    </section>
  );
}

const numberOf = (typed: string): number | null => (typed.trim() === "" ? null : Number(typed));
