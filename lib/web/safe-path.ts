/** A path of this site to go to after signing in; anything else, other sites above all, becomes `/home`. */
export function safePath(path: string | null | undefined): string {
  if (!path || !path.startsWith("/")) return "/home";
  const url = new URL(path, "http://here.invalid");
  // `//host` and `/\host` leave the site although they begin with a slash.
  if (url.host !== "here.invalid" || url.pathname.startsWith("/sign-in") || url.pathname.startsWith("/api/"))
    return "/home";
  // Dots are resolved by now: what was `/.//host` begins with two slashes.
  return url.pathname.startsWith("//") ? "/home" : `${url.pathname}${url.search}`;
}
