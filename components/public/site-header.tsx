import { Logo } from "@/components/shell/logo";
import { buttonClass } from "@/components/ui/button";

const FRONT_PAGE = "/";
const links = [
  { href: "/pricing", name: "Pricing", when: "" },
  { href: "/security", name: "Security", when: "max-sm:hidden" },
];

/** Plain links on purpose: these pages work without any script. */
export function SiteHeader({ isSignedIn }: Readonly<{ isSignedIn: boolean }>) {
  return (
    <header className="sticky top-0 z-10 border-b border-line bg-bg">
      <a
        href="#content"
        className="absolute top-2 left-2 -translate-y-20 rounded-md bg-accent px-3 py-1.5 text-13 font-medium text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <div className="mx-auto flex h-14 max-w-[1120px] items-center gap-1 px-4 sm:gap-2 sm:px-6">
        <a href={FRONT_PAGE} className="mr-auto flex items-center gap-2.5 rounded-md text-16 font-semibold sm:mr-5">
          <Logo className="size-7" />
          Aybiza
        </a>
        <nav aria-label="Site" className="flex gap-1 sm:mr-auto">
          {links.map(({ href, name, when }) => (
            <a key={href} href={href} className={buttonClass("ghost", "md", when)}>
              {name}
            </a>
          ))}
        </nav>
        <nav aria-label="Account" className="flex items-center gap-1 sm:gap-2">
          {isSignedIn ? (
            <a href="/home" className={buttonClass("primary", "md")}>
              Open the desk
            </a>
          ) : (
            <>
              <a href="/sign-in" className={buttonClass("ghost", "md")}>
                Sign in
              </a>
              <a href="/sign-up" className={buttonClass("primary", "md")}>
                Sign up
              </a>
            </>
          )}
        </nav>
      </div>
    </header>
  );
}
