"use client";

import { Menu } from "@base-ui/react/menu";
import { Check, ChevronsUpDown, Keyboard, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useShell } from "./shell-context";
import { currentTheme, setTheme, type Theme } from "./theme";

const themes = [
  { value: "system", label: "As the system", icon: Monitor },
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
] as const;

const item =
  "flex h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 text-13 outline-none select-none data-highlighted:bg-surface-2";

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0).toUpperCase())
    .slice(0, 2)
    .join("");

/** Who one is here; theme, keys and the way out. */
export function UserMenu({ wide = false }: Readonly<{ wide?: boolean }>) {
  const { user, openKeys, signOut } = useShell();
  const [theme, choose] = useState<Theme>("system");
  const leave = () =>
    signOut().then(
      // Loaded anew, so that nothing of the session stays in this page's memory.
      () => window.location.assign("/sign-in"),
      () => toast.error("Signing out did not reach the server. Check the connection and try again."),
    );

  return (
    <Menu.Root onOpenChange={(open) => open && choose(currentTheme())}>
      <Menu.Trigger
        aria-label={`Account of ${user.name}`}
        className={
          wide
            ? "flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left hover:bg-surface-2 data-popup-open:bg-surface-2"
            : "flex items-center rounded-full"
        }
      >
        <span
          aria-hidden
          className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-12 font-semibold text-ai"
        >
          {initials(user.name)}
        </span>
        {wide ? (
          <>
            <span className="min-w-0 flex-1">
              <span className="block truncate text-13 font-medium">{user.name}</span>
              <span className="block truncate text-12 text-text-3">{user.role}</span>
            </span>
            <ChevronsUpDown aria-hidden className="size-3.5 text-text-3" />
          </>
        ) : null}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner side={wide ? "top" : "bottom"} align={wide ? "start" : "end"} sideOffset={6} className="z-50">
          <Menu.Popup className="floats w-56 rounded-lg border border-line-strong bg-surface p-1 shadow-float outline-none">
            <p className="truncate px-2 pt-1.5 pb-2 text-12 text-text-3">{user.email}</p>
            <Menu.RadioGroup
              value={theme}
              onValueChange={(value: Theme) => {
                choose(value);
                setTheme(value);
              }}
              className="border-t border-line py-1"
            >
              {themes.map(({ value, label, icon: Icon }) => (
                <Menu.RadioItem key={value} value={value} closeOnClick={false} className={item}>
                  <Icon aria-hidden className="size-4 text-text-3" />
                  {label}
                  <Menu.RadioItemIndicator className="ml-auto">
                    <Check aria-hidden className="size-3.5" />
                  </Menu.RadioItemIndicator>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <div className="border-t border-line pt-1">
              <Menu.Item className={item} onClick={openKeys}>
                <Keyboard aria-hidden className="size-4 text-text-3" />
                Keys
              </Menu.Item>
              <Menu.Item className={item} onClick={leave}>
                <LogOut aria-hidden className="size-4 text-text-3" />
                Sign out
              </Menu.Item>
            </div>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
