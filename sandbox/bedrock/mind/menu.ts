/** What a key stands for by the menu in a prompt: "Press 2 for parking", "for parking, press 2". */
export function findMenuOption(digits: string, text: string): string | undefined {
  const forKey = /\b(?:press(?:ing|es)?|key|option|dial)\s*(\d+)\s*(?:is |means )?(?:for|to|:|=|-)\s*([^.;,\n]+)/gi;
  for (const match of text.matchAll(forKey)) if (match[1] === digits) return match[2]?.trim();
  const keyFor = /\bfor ([^,.;\n]+?),? press (\d+)/gi;
  for (const match of text.matchAll(keyFor)) if (match[2] === digits) return match[1]?.trim();
  return undefined;
}
