const names = new Intl.DisplayNames(["en"], { type: "language", languageDisplay: "standard" });

/** A language as people call it, from its BCP 47 tag; what is none stays as it is. */
export const languageName = (tag: string): string => {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
};
