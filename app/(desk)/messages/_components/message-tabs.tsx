import { clsx } from "clsx";
import Link from "next/link";

export function MessageTabs({ showsAll }: Readonly<{ showsAll: boolean }>) {
  const tabs = [
    { href: "/messages", label: "Open", isHere: !showsAll },
    { href: "/messages?show=all", label: "All", isHere: showsAll },
  ];
  return (
    <nav aria-label="Which messages" className="flex shrink-0 gap-1 border-b border-line bg-surface px-4 py-2.5">
      {tabs.map(({ href, label, isHere }) => (
        <Link
          key={href}
          href={href}
          aria-current={isHere ? "page" : undefined}
          className={clsx(
            "flex h-7 items-center rounded-md px-2.5 text-12 font-medium",
            isHere ? "bg-accent-soft text-ai" : "bg-surface-2 text-text-2 hover:text-text",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
