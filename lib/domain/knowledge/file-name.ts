import { KNOWLEDGE_FILE_TYPES, type KnowledgeFileType } from "@/lib/contracts/knowledge";

const MOST_CHARACTERS = 120;
/** Controls, marks that turn the direction of what follows, and characters without width: a name that uses them hides something. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;

/** A file's name as it is kept and shown: the last part of a path, without what cannot be seen; its ending stays when it is shortened. */
export function cleanFileName(given: string): string {
  const last = given.split(/[\\/]/).at(-1) ?? "";
  const clean = last
    .normalize("NFC")
    .replace(UNSEEN, "")
    .replace(/[<>:"|?*]/g, "_")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "");
  const ending = endingOf(clean);
  const stem = clean.slice(0, clean.length - ending.length).trimEnd() || "file";
  return [...stem].slice(0, MOST_CHARACTERS - ending.length).join("") + ending;
}

/** What a name says that a file is; null for what is not taken. */
export function fileTypeOf(name: string): KnowledgeFileType | null {
  const ending = endingOf(name).slice(1).toLowerCase();
  const types = Object.entries(KNOWLEDGE_FILE_TYPES) as [KnowledgeFileType, { extensions: readonly string[] }][];
  return types.find(([, { extensions }]) => extensions.includes(ending))?.[0] ?? null;
}

/** ".pdf", or nothing. */
const endingOf = (name: string): string => /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? "";
