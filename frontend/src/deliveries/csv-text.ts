/** A table out of a file; lines are counted as an editor counts them, from 1. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
  readonly separator: string;
  /** The encoding that the file was read in. */
  readonly encoding: "UTF-8" | "UTF-16" | "Windows-1252";
}

export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

const SEPARATORS = [",", ";", "\t"] as const;

/** Return the text of a file without its byte order mark; spreadsheets write three encodings. */
export function decodeCsv(bytes: Uint8Array): Pick<CsvTable, "encoding"> & { readonly text: string } {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder("utf-16le").decode(bytes), encoding: "UTF-16" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "UTF-8" };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "Windows-1252" };
  }
}

/** Return the table of a file; lines without any text are left out. */
export function readCsvTable(bytes: Uint8Array): CsvTable {
  const { text, encoding } = decodeCsv(bytes);
  const end = text.search(/[\r\n]/);
  const head = end < 0 ? text : text.slice(0, end);
  const count = (sign: string) => head.split(sign).length;
  const separator = SEPARATORS.reduce((best, next) => (count(next) > count(best) ? next : best));
  const [header = { cells: [] }, ...rows] = rowsOf(text, separator).filter(({ cells }) =>
    cells.some((cell) => cell.trim() !== ""),
  );
  return { header: header.cells.map((cell) => cell.trim()), rows, separator, encoding };
}

/** Return the rows of a text (RFC 4180): a cell in quotes may hold separators, line breaks and doubled quotes. */
function rowsOf(text: string, separator: string): readonly CsvRow[] {
  const rows: CsvRow[] = [];
  let [cells, cell, line, firstLine, isQuoted] = [[] as string[], "", 1, 1, false];
  const endCell = () => {
    cells.push(cell);
    cell = "";
  };
  const endRow = () => {
    endCell();
    rows.push({ line: firstLine, cells });
    cells = [];
    firstLine = line;
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? "";
    const isEnd = sign === "\n" || (sign === "\r" && text[at + 1] !== "\n");
    if (isEnd) line += 1;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += sign;
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell === "") isQuoted = true;
    else if (sign === separator) endCell();
    else if (isEnd) endRow();
    else if (sign !== "\r") cell += sign;
  }
  if (cell !== "" || cells.length > 0) endRow();
  return rows;
}

/** Return a line of a CSV file. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")}\r\n`;
}
