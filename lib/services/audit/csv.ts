/**
 * One line of CSV (RFC 4180), every cell in quotes. A cell that a spreadsheet would take for a formula begins with an apostrophe: names come
 * from people, and must not calculate on somebody else's machine.
 */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(",")}\r\n`;

function csvCell(text: string): string {
  const defused = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
  return `"${defused.replaceAll('"', '""')}"`;
}
