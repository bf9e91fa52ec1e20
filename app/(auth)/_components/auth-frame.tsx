import type { ReactNode } from "react";
import { Logo } from "@/components/shell/logo";

type AuthFrameProps = Readonly<{
  title: string;
  subtitle?: ReactNode;
  children: ReactNode;
  /** Under the card: other ways from here. */
  footer?: ReactNode;
}>;

/** The pages of people who are not signed in: one thing to do, in the middle. */
export function AuthFrame({ title, subtitle, children, footer }: AuthFrameProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-5 py-10">
      <div className="w-full max-w-[360px]">
        <div className="mb-7 text-center">
          <Logo className="mx-auto mb-5 size-10" />
          <h1 className="text-20 font-semibold">{title}</h1>
          {subtitle ? <p className="mt-1 text-14 text-pretty text-text-2">{subtitle}</p> : null}
        </div>
        <div className="rounded-xl border border-line bg-surface p-5">{children}</div>
        {footer ? (
          <div className="mt-4 flex flex-wrap justify-center gap-x-4 gap-y-1 text-13 text-text-2">{footer}</div>
        ) : null}
      </div>
    </main>
  );
}
