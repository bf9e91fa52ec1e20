"use client";

import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import type { ContactLink } from "@/lib/contracts/business-contact";
import type { FieldsProps } from "./business-fields";

const MOST_LINKS = 20;
const NEW_LINK: ContactLink = { title: "", address: "", when: "" };

/** The pages that agents may text to callers. What is not here, or the address above, is not sent, whatever a caller says. */
export function LinksField({ draft, onChange, errorOf, onLeave }: FieldsProps) {
  const { links } = draft.contact;
  const setLinks = (next: ContactLink[]) => onChange({ contact: { ...draft.contact, links: next } });
  const listError = errorOf("contact.links");
  return (
    <fieldset>
      <legend className="sr-only">Links that callers can be texted</legend>
      <p className="mb-3 max-w-[72ch] text-13 text-pretty text-text-2">
        Agents that may send text messages send the address above, the caller’s own appointment, and these pages, to the
        number that is calling. They send nothing else.
      </p>
      {links.length > 0 ? (
        <ul className="divide-y divide-line rounded-lg border border-line">
          {links.map((link, index) => {
            const field = (name: keyof ContactLink) => ({
              name: `contact.links.${index}.${name}`,
              value: link[name],
              onChange: ({ target }: { target: { value: string } }) =>
                setLinks(links.map((each, at) => (at === index ? { ...each, [name]: target.value } : each))),
              onBlur: () => onLeave(`contact.links.${index}.${name}`),
              error: errorOf(`contact.links.${index}.${name}`),
            });
            return (
              <li key={index} className="grid items-start gap-3 p-3 sm:grid-cols-2">
                <Field
                  label="Name"
                  {...field("title")}
                  maxLength={60}
                  placeholder="New patient form"
                  aside={
                    <button
                      type="button"
                      aria-label={`Remove ${link.title || "this link"}`}
                      onClick={() => setLinks(links.filter((_, at) => at !== index))}
                      className="rounded-sm text-text-3 hover:text-text"
                    >
                      <X aria-hidden className="size-4" />
                    </button>
                  }
                />
                <Field
                  label="Address"
                  {...field("address")}
                  type="url"
                  inputMode="url"
                  maxLength={500}
                  placeholder="https://brightdental.com/forms"
                />
                <Field
                  label="When to send it"
                  {...field("when")}
                  maxLength={200}
                  placeholder="The caller is a new patient"
                  className="sm:col-span-2"
                />
              </li>
            );
          })}
        </ul>
      ) : null}
      {listError ? <p className="mt-1.5 text-13 text-bad">{listError}</p> : null}
      {links.length < MOST_LINKS ? (
        <Button size="sm" className="mt-2" onClick={() => setLinks([...links, NEW_LINK])}>
          <Plus aria-hidden className="size-3.5" />
          Add a link
        </Button>
      ) : null}
    </fieldset>
  );
}
