import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseUsername } from "@/lib/leads/core/username";
import { inspectFile, readRecords, UnreadableFile } from "./csv-file";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "csv-"));
});
afterAll(() => rm(folder, { recursive: true }));

const wide = (text: string, big = false, mark = true): Buffer => {
  const bytes = Buffer.from((mark ? "\ufeff" : "") + text, "utf16le");
  return big ? bytes.swap16() : bytes;
};

async function usernames(content: Buffer | string): Promise<{ names: string[]; rows: number[] }> {
  const path = join(folder, "file");
  await writeFile(path, content);
  const found = await inspectFile(path);
  if (!found.ok) throw new UnreadableFile(found.problem, found.detail);
  const { columns } = found.shape;
  const names: string[] = [];
  const rows: number[] = [];
  let first = columns.header;
  for await (const { cells, row } of readRecords(path, found.shape)) {
    if (first) {
      first = false;
      continue;
    }
    const username = parseUsername(cells[columns.at.username] ?? "");
    names.push(username.ok ? username.username : username.problem);
    rows.push(row);
  }
  return { names, rows };
}

const table = "username;name\r\n@ann;Zoë\r\nhttps://x.com/ben;Björn\r\n";

test.each<[string, Buffer | string]>([
  ["UTF-8", table],
  ["UTF-8 with a mark", `\ufeff${table}`],
  ["UTF-16LE with a mark", wide(table)],
  ["UTF-16BE with a mark", wide(table, true)],
  ["UTF-16LE without a mark", wide(table, false, false)],
  ["UTF-16BE without a mark", wide(table, true, false)],
  ["Latin-1", Buffer.from(table, "latin1")],
  ["commas", table.replaceAll(";", ",")],
  ["tabs", table.replaceAll(";", "\t")],
  ["LF", table.replaceAll("\r\n", "\n")],
  ["CR", table.replaceAll("\r\n", "\r")],
  ["mixed line ends", "username\r\nann\nben\r"],
  ["no line end at the end", table.trimEnd()],
  ["everything quoted", '"username","name"\n"ann","x"\n"ben","y"'],
  ["quotes across lines", 'bio,username\n"one\r\ntwo, ""three""\n\n",ann\n"x;y",ben\n'],
  ["empty lines", "\n\nusername,name\n\nann,x\n,\n  \nben,y\n\n"],
  ["no header", "ann\nben\n"],
  ["@ in a second column", "Ann Lee,@ann\nBen Oh,@ben\n"],
  ["ragged rows", "username,name,bio\nann\nben,Ben,a,b,c,d\n"],
  ["a separator hint", "sep=;\r\nusername;name\r\nann;x\r\nben;y\r\n"],
  ["quotes inside a field", 'name,username\nJoe "Joey" Doe,ann\nx,ben\n'],
  ["a name that looks like a bitmap", "username\nann\nben"],
])("reads %s", async (_form, content) => {
  expect((await usernames(content)).names).toEqual(["ann", "ben"]);
});

test.each([["BMW_fans", "ID3_player", "GIF_maker", "BZhou", "MZ_music", "II_two", "PK_records"]])(
  "a list of plain letters is never taken for another format (%s...)",
  async (...names) => {
    for (const name of names)
      expect((await usernames(`${name}\nann\n`)).names).toEqual([name, "ann"]);
  },
);

test("row numbers are those a spreadsheet shows, blank rows counted", async () => {
  const { rows } = await usernames('username,bio\n\nann,"two\nlines"\nben,x\n');
  expect(rows).toEqual([3, 4]);
});

test("a file that names NUL as its delimiter is read by the one it has", async () => {
  const path = join(folder, "nul");
  await writeFile(path, wide("sep=\0\nann\nben\n"));
  expect(await inspectFile(path)).toMatchObject({ shape: { delimiter: ",", hint: false } });
});

test("what a file's columns hold is found among the first thousand", async () => {
  const at = (column: number) => `${",".repeat(column)}@ann\n`.repeat(3);
  expect((await usernames(`x${at(999)}`)).names).toEqual(["ann", "ann", "ann"]);
  expect((await usernames(`x${at(1_000)}`)).names).toEqual(["x", "no_username", "no_username"]);
});

test("bad bytes late in a file change its encoding, not its rows", async () => {
  const content = Buffer.concat([
    Buffer.from(`username,name\n${"ann,x\n".repeat(20_000)}`),
    Buffer.from("ben,Bj\xf6rn\n", "latin1"),
  ]);
  expect((await usernames(content)).names.at(-1)).toBe("ben");
});

test.each<[string, Buffer | string, string]>([
  ["nothing", "", "empty"],
  ["blank lines", "\n \n\n", "empty"],
  ["a zip", Buffer.from("504b03041400000008000000", "hex"), "archive"],
  ["a gzip", Buffer.from("1f8b0800000000000003", "hex"), "archive"],
  [
    "a PNG",
    Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489", "hex"),
    "image",
  ],
  ["a JPEG", Buffer.from("ffd8ffe000104a46494600010100000100010000", "hex"), "image"],
  [
    "an old spreadsheet",
    Buffer.from("d0cf11e0a1b11ae1000000000000000000000000000000003e00030000000000", "hex"),
    "spreadsheet",
  ],
  ["a PDF", Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.from([0, 1, 2, 0xff])]), "pdf"],
  ["a PDF in ASCII", "%PDF-1.4\n1 0 obj", "pdf"],
  ["a rich text", "{\\rtf1\\ansi ann}", "document"],
  ["a web page", "<!doctype html><p>ann", "markup"],
  ["JSON", '[{"username": "ann"}]', "json"],
  ["bytes", Buffer.from([1, 2, 3, 0, 255, 0, 7, 9]), "binary"],
  ["UTF-32", Buffer.from("fffe0000610000000a000000", "hex"), "utf32"],
  ["a quote that never closes", `username\nann\n"ben\n${"x".repeat(80)}`, "endless_row"],
  ["one endless line", `a,${"b".repeat(2_000_000)}`, "endless_row"],
])("refuses %s", async (_form, content, problem) => {
  await expect(usernames(content)).rejects.toMatchObject({ problem });
});
