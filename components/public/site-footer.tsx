import { Logo } from "@/components/shell/logo";

const groups = [
  {
    name: "Product",
    links: [
      { href: "/", name: "What it does" },
      { href: "/#listen", name: "Hear a call" },
      { href: "/pricing", name: "Pricing" },
      { href: "/docs/api", name: "API reference" },
    ],
  },
  {
    name: "Trust",
    links: [
      { href: "/security", name: "Security" },
      { href: "/privacy", name: "Privacy" },
      { href: "/terms", name: "Terms" },
    ],
  },
  {
    name: "Account",
    links: [
      { href: "/sign-up", name: "Sign up" },
      { href: "/sign-in", name: "Sign in" },
    ],
  },
];

export function SiteFooter() {
  return (
    <footer className="border-t border-line">
      <div className="mx-auto grid max-w-[1120px] gap-x-6 gap-y-8 px-4 py-10 sm:grid-cols-[1fr_auto] sm:px-6">
        <div>
          <p className="flex items-center gap-2.5 text-14 font-semibold">
            <Logo className="size-6" />
            Aybiza
          </p>
          <p className="mt-2 text-13 text-text-3">Phone agents you can watch and trust.</p>
        </div>
        <nav aria-label="All pages" className="grid grid-cols-3 gap-6 sm:gap-14">
          {groups.map(({ name, links }) => (
            <div key={name}>
              <h2 className="text-12 font-medium text-text-3">{name}</h2>
              <ul className="mt-1.5">
                {links.map((link) => (
                  <li key={link.href}>
                    <a
                      href={link.href}
                      className="inline-block py-1 text-13 text-text-2 hover:text-text hover:underline"
                    >
                      {link.name}
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
      </div>
    </footer>
  );
}
