"use client";

import { keepPreviousData, QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Keyboard, Moon, Phone, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useDeferredValue, useState } from "react";
import { formatPhone } from "@/components/format/phone";
import { Ago } from "@/components/ui/ago";
import { Dialog } from "@/components/ui/dialog";
import { openTo, PLACES } from "./areas";
import { useShell } from "./shell-context";
import { setTheme } from "./theme";

type CommandPaletteProps = Readonly<{ onClose: () => void; onShowKeys: () => void }>;

const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 10_000, retry: 1 } } });

/** Jump to a page, find a call by number. */
export function CommandPalette(props: CommandPaletteProps) {
  return (
    <QueryClientProvider client={queries}>
      <Dialog open onOpenChange={(open) => !open && props.onClose()} title="Search or jump to" bare>
        <Palette {...props} />
      </Dialog>
    </QueryClientProvider>
  );
}

function Palette({ onClose, onShowKeys }: CommandPaletteProps) {
  const router = useRouter();
  const { findCalls, permissions } = useShell();
  const [text, setText] = useState("");
  const query = useDeferredValue(text.trim());
  const digits = query.replace(/\D/g, "");
  const calls = useQuery({
    queryKey: ["find-calls", query],
    queryFn: () => findCalls(query),
    enabled: digits.length >= 3,
    placeholderData: keepPreviousData,
  });
  const run = (does: () => void) => () => {
    onClose();
    does();
  };

  return (
    <Command label="Search or jump to" loop className="flex min-h-0 flex-col">
      <Command.Input
        autoFocus
        value={text}
        onValueChange={setText}
        placeholder="A page, or a phone number"
        className="h-12 w-full shrink-0 border-b border-line bg-transparent px-4 text-14 outline-none"
      />
      <Command.List className="overflow-y-auto p-2 scroll-quiet [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-text-3">
        <Command.Empty className="px-2 py-6 text-center text-13 text-text-2">
          {calls.isFetching
            ? "Searching calls"
            : "Nothing by that name. Type at least three digits of a number to find its calls."}
        </Command.Empty>
        {digits.length >= 3 && calls.data && calls.data.length > 0 ? (
          <Command.Group heading="Calls">
            {calls.data.map((call) => (
              <Item
                key={call.id}
                value={`${query} ${call.id}`}
                icon={<Phone aria-hidden className="size-4" />}
                onSelect={run(() => router.push(call.isOpen ? `/live/${call.id}` : `/calls/${call.id}`))}
              >
                <span className="figures">{formatPhone(call.number)}</span>
                <span className="truncate text-text-3">{call.agentName}</span>
                <span className="ml-auto shrink-0 text-12 text-text-3">
                  {call.isOpen ? "in progress" : <Ago at={call.startedAt} timeZone={call.timeZone} />}
                </span>
              </Item>
            ))}
          </Command.Group>
        ) : null}
        <Command.Group heading="Go to">
          {openTo(permissions, PLACES).map(({ href, label, icon: Icon }) => (
            <Item
              key={href}
              value={label}
              icon={<Icon aria-hidden className="size-4" />}
              onSelect={run(() => router.push(href))}
            >
              {label}
            </Item>
          ))}
        </Command.Group>
        <Command.Group heading="Do">
          <Item
            value="Light theme"
            icon={<Sun aria-hidden className="size-4" />}
            onSelect={run(() => setTheme("light"))}
          >
            Light theme
          </Item>
          <Item
            value="Dark theme"
            icon={<Moon aria-hidden className="size-4" />}
            onSelect={run(() => setTheme("dark"))}
          >
            Dark theme
          </Item>
          <Item value="Keys shortcuts" icon={<Keyboard aria-hidden className="size-4" />} onSelect={run(onShowKeys)}>
            Show the keys
          </Item>
        </Command.Group>
      </Command.List>
    </Command>
  );
}

type ItemProps = Readonly<{ value: string; icon: ReactNode; onSelect: () => void; children: ReactNode }>;

function Item({ value, icon, onSelect, children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2 text-13 text-text select-none data-[selected=true]:bg-surface-2"
    >
      <span className="text-text-3">{icon}</span>
      {children}
    </Command.Item>
  );
}
