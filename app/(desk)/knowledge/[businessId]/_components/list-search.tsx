"use client";

import { Search } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { Input } from "@/components/ui/input";

/** Looks for words in a list; they stand in the address as `text`. */
export function ListSearch({ label, text }: Readonly<{ label: string; text: string }>) {
  const router = useRouter();
  const pathname = usePathname();
  const [isPending, start] = useTransition();
  const field = useRef<HTMLInputElement>(null);
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(typing.current), []);
  useEffect(() => {
    if (field.current && field.current !== document.activeElement) field.current.value = text;
  }, [text]);
  const apply = () => {
    clearTimeout(typing.current);
    const value = field.current?.value.trim() ?? "";
    start(() =>
      router.replace(value === "" ? pathname : `${pathname}?${new URLSearchParams({ text: value })}`, {
        scroll: false,
      }),
    );
  };
  return (
    <form
      role="search"
      aria-busy={isPending}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
      className="relative min-w-40 flex-1 sm:max-w-72"
    >
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-text-3" />
      <Input
        ref={field}
        type="search"
        aria-label={label}
        placeholder={label}
        maxLength={200}
        defaultValue={text}
        className="w-full pl-8"
        onChange={() => {
          clearTimeout(typing.current);
          typing.current = setTimeout(apply, 350);
        }}
      />
    </form>
  );
}
