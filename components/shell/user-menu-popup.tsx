"use client";

import { Menu } from "@base-ui/react/menu";
import { Check, Keyboard, LogOut, Monitor, Moon, ShieldCheck, Sun } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { showError } from "@/components/ui/toast";
import { AREAS, openTo } from "./areas";
import { OrganizationChoice } from "./user-menu-organizations";
import { useShell } from "./shell-context";
import { currentTheme, setTheme, type Theme } from "./theme";
import { userMenuItemClass as item, userMenuTriggerClass } from "./trigger-classes";

const themes = [
  { value: "system", label: "As the system", icon: Monitor },
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
] as const;

/** The menu itself, open from the start. */
export function UserMenuPopup({ wide, label }: Readonly<{ wide: boolean; label: ReactNode }>) {
  const { user, permissions, openKeys, signOut } = useShell();
  const [theme, choose] = useState<Theme>(currentTheme);
  const leave = () =>
    signOut().then(
      // Loaded anew, so that nothing of the session stays in this page's memory.
      () => window.location.replace("/sign-in"),
      () => showError("Signing out did not reach the server. Check the connection and try again."),
    );

  return (
    <Menu.Root defaultOpen onOpenChange={(open) => open && choose(currentTheme())}>
      <Menu.Trigger aria-label={`Account of ${user.name}`} className={userMenuTriggerClass(wide)}>
        {label}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner side={wide ? "top" : "bottom"} align={wide ? "start" : "end"} sideOffset={6} className="z-50">
          <Menu.Popup className="floats w-56 rounded-lg border border-line-strong bg-surface p-1 shadow-float outline-none">
            <p className="truncate px-2 pt-1.5 pb-2 text-12 text-text-3">{user.email}</p>
            <OrganizationChoice />
            <Menu.RadioGroup
              aria-label="Theme"
              value={theme}
              onValueChange={(value: Theme) => {
                choose(value);
                setTheme(value);
              }}
              className="border-t border-line py-1"
            >
              {themes.map(({ value, label: name, icon: Icon }) => (
                <Menu.RadioItem key={value} value={value} closeOnClick={false} className={item}>
                  <Icon aria-hidden className="size-4 text-text-3" />
                  {name}
                  <Menu.RadioItemIndicator className="ml-auto">
                    <Check aria-hidden className="size-3.5" />
                  </Menu.RadioItemIndicator>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <div className="border-t border-line pt-1">
              {wide
                ? null
                : openTo(permissions, AREAS)
                    .filter(({ rare }) => rare)
                    .map(({ href, label: name, icon: Icon }) => (
                      <Menu.LinkItem key={href} className={item} closeOnClick render={<Link href={href} />}>
                        <Icon aria-hidden className="size-4 text-text-3" />
                        {name}
                      </Menu.LinkItem>
                    ))}
              <Menu.LinkItem className={item} closeOnClick render={<Link href="/settings/security" />}>
                <ShieldCheck aria-hidden className="size-4 text-text-3" />
                Security
              </Menu.LinkItem>
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
