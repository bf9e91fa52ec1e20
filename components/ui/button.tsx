import { clsx } from "clsx";
import Link from "next/link";
import type { ComponentProps } from "react";

type Look = "primary" | "secondary" | "ghost" | "danger";
type Size = "sm" | "md" | "lg";

const looks: Record<Look, string> = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover",
  secondary: "border border-line-strong bg-surface text-text hover:bg-surface-2",
  ghost: "text-text-2 hover:bg-surface-2 hover:text-text",
  danger: "border border-line-strong bg-surface text-bad hover:bg-bad-soft",
};
const sizes: Record<Size, string> = {
  sm: "h-7 gap-1.5 px-2.5 text-12",
  md: "h-8 gap-2 px-3 text-13",
  lg: "h-10 gap-2 px-4 text-14",
};

/** The look of a button, for links and Base UI triggers alike. */
export function buttonClass(look: Look = "secondary", size: Size = "md", className?: string): string {
  return clsx(
    "inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap select-none",
    "transition-colors duration-150 disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-50",
    looks[look],
    sizes[size],
    className,
  );
}

type ButtonProps = ComponentProps<"button"> & { look?: Look; size?: Size };

export function Button({ look, size, className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={buttonClass(look, size, className)} {...rest} />;
}

type ButtonLinkProps = ComponentProps<typeof Link> & { look?: Look; size?: Size };

export function ButtonLink({ look, size, className, ...rest }: ButtonLinkProps) {
  return <Link className={buttonClass(look, size, className)} {...rest} />;
}
