import { KNOWLEDGE_FILE_TYPES, KNOWLEDGE_FILE_WORDS, type KnowledgeFileType } from "@/lib/contracts/knowledge";

const HEAD_BYTES = 4096;
/** Stands in every Word document, in the name of its main part, unpacked. */
const WORD_PART = "word/document.xml";

/** How files begin that are something else than they say. */
const SIGNATURES: readonly { begins: string; what: string }[] = [
  { begins: "%PDF-", what: "a PDF" },
  { begins: "PK\x03\x04", what: "a zip archive, as Word and Excel documents are" },
  { begins: "\xD0\xCF\x11\xE0", what: "an old Office document (.doc, .xls), or one with a password" },
  { begins: "{\\rtf", what: "a Rich Text document" },
  { begins: "\x89PNG", what: "a picture" },
  { begins: "\xFF\xD8\xFF", what: "a picture" },
  { begins: "GIF8", what: "a picture" },
  { begins: "RIFF", what: "a picture or a sound" },
  { begins: "MZ", what: "a program" },
  { begins: "\x7FELF", what: "a program" },
];

export type ContentCheck = {
  /** Takes the next bytes. Returns why it is not what its name says, once that is certain. */
  add(bytes: Uint8Array): string | null;
  /** After the last bytes: why it is not what its name says, or is nothing; null when it may be kept. */
  end(): string | null;
};

/**
 * Looks whether a file's bytes are what its name says they are, as they come: a name proves nothing. Whether it can be read in the end shows when
 * it is read.
 */
export function checkContent(type: KnowledgeFileType): ContentCheck {
  const isText = type !== "pdf" && type !== "docx";
  const text = isText ? textCheck() : null;
  let head = "";
  let total = 0;
  let tail = "";
  let hasWordPart = false;
  let problem: string | null = null;
  const judgeHead = (): string | null => {
    const found = SIGNATURES.find(({ begins }) => head.startsWith(begins));
    if (type === "pdf") return head.slice(0, 1024).includes("%PDF-") ? null : otherThan(type, found?.what);
    if (type === "docx") return head.startsWith("PK\x03\x04") ? null : otherThan(type, found?.what);
    // A sentence may begin with MZ; a program has bytes that no text has.
    return found && !/^[A-Z]{2,4}$/.test(found.begins) ? otherThan(type, found.what) : null;
  };
  return {
    add(bytes) {
      total += bytes.length;
      if (head.length < HEAD_BYTES) {
        head += latin1(bytes.subarray(0, HEAD_BYTES - head.length));
        if (head.length >= HEAD_BYTES) problem ??= judgeHead();
      }
      if (type === "docx" && !hasWordPart) {
        const joined = tail + latin1(bytes);
        hasWordPart = joined.includes(WORD_PART);
        tail = joined.slice(-WORD_PART.length);
      }
      if (text && !text.add(bytes))
        problem ??= otherThan(type, SIGNATURES.find(({ begins }) => head.startsWith(begins))?.what);
      return problem;
    },
    end() {
      if (total === 0) return "The file is empty.";
      problem ??= judgeHead();
      if (type === "docx" && !hasWordPart) problem ??= otherThan(type, "a zip archive without a Word document in it");
      if (text && !text.end()) problem ??= otherThan(type, undefined);
      if (type === "html" && !/<(!doctype|html|head|body|[a-z][a-z0-9]*[\s>/])/i.test(head))
        problem ??= otherThan(type, "text without any HTML in it");
      return problem;
    },
  };
}

/** Text has no control characters. UTF-8, UTF-16 that says so, and one byte per character as older programs write it. */
function textCheck() {
  let isSettled = false;
  let decoder: TextDecoder | null = null;
  const decodes = (bytes: Uint8Array, stream: boolean): boolean => {
    try {
      const words = decoder?.decode(bytes, { stream }) ?? "";
      return !Array.from(words).some((character) => isControl(character.charCodeAt(0)));
    } catch {
      return false;
    }
  };
  return {
    add(bytes: Uint8Array): boolean {
      if (!isSettled && bytes.length > 0) {
        isSettled = true;
        const [first, second] = bytes;
        const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
        if (isWide) decoder = new TextDecoder(first === 0xff ? "utf-16le" : "utf-16be", { fatal: true });
      }
      return decoder ? decodes(bytes, true) : !bytes.some(isControl);
    },
    end: (): boolean => decoder === null || decodes(new Uint8Array(), false),
  };
}

/** Controls beside tabulator, line ends, form feed and escape. */
const isControl = (code: number): boolean => code < 9 || (code > 13 && code < 32 && code !== 27);

function otherThan(type: KnowledgeFileType, what: string | undefined): string {
  const { extensions, label } = KNOWLEDGE_FILE_TYPES[type];
  const said = type === "txt" || type === "md" || type === "csv" ? "is not text" : `is no ${label} file`;
  const is = what ? `it is ${what}` : "it has bytes that no text has";
  return `What is in it ${said}, although its name ends in .${extensions[0]}: ${is}. Save it as one of ${KNOWLEDGE_FILE_WORDS} and add it again.`;
}

const latin1 = (bytes: Uint8Array): string => {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
};
