import type { Metadata } from "next";
import Link from "next/link";
import { Logo } from "@/components/shell/logo";
import { ButtonLink } from "@/components/ui/button";
import { sharedEnv } from "@/lib/env/shared";
import { DOCUMENT_PATH, openApiDocument } from "@/lib/web/openapi/document";
import { findMember } from "@/lib/web/require-context";
import { KeyField } from "./_components/key-field";
import { OperationSection } from "./_components/operation-section";
import { SchemaView } from "./_components/schema-view";
import { Words } from "./_components/words";
import { type Reference, referenceOf } from "./reference";

export const metadata: Metadata = {
  title: "API reference",
  description: "The REST API of Aybiza: start calls, read what was said, keep a business’s profile.",
  robots: { index: true, follow: true },
};

let made: Reference | undefined;

export default async function ApiReferencePage() {
  const origin = new URL(sharedEnv().PUBLIC_WEB_URL).origin;
  const reference = (made ??= referenceOf(openApiDocument(origin)));
  const isSignedIn = (await findMember()) !== null;
  return (
    <div className="min-h-dvh">
      <header className="sticky top-0 z-10 border-b border-line bg-bg">
        <div className="mx-auto flex h-14 max-w-[1240px] items-center gap-2.5 px-4 md:px-6">
          <Link href="/" prefetch={false} className="flex items-center gap-2.5 rounded-md text-16 font-semibold">
            <Logo className="size-7" />
            Aybiza
          </Link>
          <span className="text-14 text-text-3">API</span>
          <div className="ml-auto flex gap-2">
            <ButtonLink href={isSignedIn ? "/settings/api-keys" : "/sign-in?next=/docs/api"} prefetch={false}>
              {isSignedIn ? "API keys" : "Sign in"}
            </ButtonLink>
          </div>
        </div>
      </header>
      <div className="mx-auto flex max-w-[1240px] gap-10 px-4 md:px-6">
        <Contents reference={reference} />
        <main className="min-w-0 flex-1 py-8">
          <h1 className="text-28 font-semibold">API reference</h1>
          <p className="mt-2 max-w-[68ch] text-16 text-pretty text-text-2">
            <Words text={reference.description} />
          </p>
          <p className="mt-3 text-14 text-text-2">
            As a file for your tools:{" "}
            <a href={DOCUMENT_PATH} className="text-accent underline underline-offset-2">
              OpenAPI 3.1
            </a>
            , version {reference.version}.
          </p>
          <Start origin={origin} isSignedIn={isSignedIn} />
          <Assistants origin={origin} />
          {reference.groups.map(({ name, description, operations }) => (
            <section key={name} aria-labelledby={`group-${slug(name)}`} className="mt-10">
              <h2 id={`group-${slug(name)}`} className="scroll-mt-20 text-20 font-semibold">
                {name}
              </h2>
              <p className="mt-1 mb-5 text-14 text-text-2">{description}</p>
              {operations.map((operation) => (
                <OperationSection key={operation.operationId} operation={operation} />
              ))}
            </section>
          ))}
          <section aria-labelledby="schemas" className="mt-10">
            <h2 id="schemas" className="mb-4 scroll-mt-20 text-20 font-semibold">
              Schemas
            </h2>
            {reference.schemas.map(([name, schema]) => (
              <article key={name} id={`schema-${name}`} className="scroll-mt-20 border-t border-line py-5">
                <h3 className="mb-1 font-mono text-14 font-semibold">{name}</h3>
                <SchemaView schema={schema} />
              </article>
            ))}
          </section>
        </main>
      </div>
    </div>
  );
}

const slug = (name: string): string => name.toLowerCase().replaceAll(" ", "-");

function Contents({ reference }: Readonly<{ reference: Reference }>) {
  return (
    <nav
      aria-label="Operations"
      className="sticky top-14 hidden h-[calc(100dvh-56px)] w-52 shrink-0 overflow-y-auto py-8 scroll-quiet lg:block"
    >
      {reference.groups.map(({ name, operations }) => (
        <div key={name} className="mb-5">
          <a href={`#group-${slug(name)}`} className="rounded-sm text-12 font-semibold text-text-3">
            {name}
          </a>
          <ul className="mt-1">
            {operations.map(({ operationId, summary }) => (
              <li key={operationId}>
                <a href={`#${operationId}`} className="block rounded-sm py-1 text-13 text-text-2 hover:text-text">
                  {summary}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <a href="#schemas" className="rounded-sm text-12 font-semibold text-text-3">
        Schemas
      </a>
    </nav>
  );
}

function Start({ origin, isSignedIn }: Readonly<{ origin: string; isSignedIn: boolean }>) {
  return (
    <section aria-label="Start" className="mt-6 grid gap-5 rounded-xl border border-line bg-surface p-5 md:grid-cols-2">
      <div className="min-w-0">
        <h2 className="text-14 font-semibold">The first request</h2>
        <p className="mt-1 text-13 text-text-2">Make a key under Settings, API keys, and ask who it is:</p>
        <pre
          tabIndex={0}
          aria-label="The first request"
          className="mt-2 overflow-x-auto rounded-md bg-surface-2 p-2.5 font-mono text-12"
        >
          {`curl -H "Authorization: Bearer ayb_…" \\\n  ${origin}/api/v1/me`}
        </pre>
        <p className="mt-2 text-13 text-pretty text-text-2">
          How many requests a minute your plan allows stands in the headers of every answer.
        </p>
      </div>
      <KeyField isSignedIn={isSignedIn} />
    </section>
  );
}

function Assistants({ origin }: Readonly<{ origin: string }>) {
  return (
    <section aria-labelledby="assistants" className="mt-4 rounded-xl border border-line bg-surface p-5">
      <h2 id="assistants" className="text-14 font-semibold">
        For assistants: Model Context Protocol
      </h2>
      <p className="mt-1 max-w-[68ch] text-13 text-pretty text-text-2">
        An assistant that speaks MCP over streamable HTTP can manage your organization: every operation below that an
        API key may do is a tool of the same name. Give it this address, and a key of its own with no more scopes than
        it needs; what those do not allow it is not even shown.
      </p>
      <pre
        tabIndex={0}
        aria-label="The address for assistants"
        className="mt-2 overflow-x-auto rounded-md bg-surface-2 p-2.5 font-mono text-12"
      >
        {`${origin}/api/mcp\nAuthorization: Bearer ayb_…`}
      </pre>
    </section>
  );
}
