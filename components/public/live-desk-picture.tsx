import type { Theme } from "@/components/shell/theme";

const WORDS =
  "The live desk: four calls in progress on the left; the transcript of one of them, with a struck-through part that the caller did not hear; on the right how long its last answer took, stage by stage.";
const address = (size: "wide" | "narrow", theme: "light" | "dark") => `/live-desk-${size}-${theme}.webp`;
const NARROW = "(max-width: 639px)";
const DARK = "(prefers-color-scheme: dark)";

/** The desk as it really looks, in the reader's theme and at their width. */
export function LiveDeskPicture({ theme }: Readonly<{ theme: Theme }>) {
  const fixed = theme === "system" ? "light" : theme;
  return (
    <picture>
      {theme === "system" ? (
        <>
          <source media={`${NARROW} and ${DARK}`} srcSet={address("narrow", "dark")} width={780} height={1440} />
          <source media={DARK} srcSet={address("wide", "dark")} width={2560} height={1600} />
        </>
      ) : null}
      <source media={NARROW} srcSet={address("narrow", fixed)} width={780} height={1440} />
      {/* The server knows nothing of the reader's screen, so the browser chooses among files of fixed sizes. */}
      <img
        src={address("wide", fixed)}
        width={2560}
        height={1600}
        alt={WORDS}
        fetchPriority="high"
        className="block aspect-[390/560] w-full object-cover object-top sm:aspect-[16/10]"
      />
    </picture>
  );
}
