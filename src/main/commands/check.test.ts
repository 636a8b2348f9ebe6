import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Document, Packer, Paragraph } from 'docx';
import exceljs from 'exceljs';
import { afterAll, describe, expect, it } from 'vitest';
import type { Verdict } from '../../contexts/publications/contract.ts';
import check from './check.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongkai-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function run(...args: string[]) {
  const printed: { value: Verdict; words: string | undefined }[] = [];
  const exitCode = await check.run({
    args,
    json: true,
    env: {},
    readStdin: async () => '',
    print: (value, words) => printed.push({ value: value as Verdict, words }),
    note: () => undefined,
  });
  expect(printed).toHaveLength(1);
  return { exitCode, ...printed[0]! };
}

const mobile = '13812345678';

/** One page with one line of ASCII text. */
function pdfOf(line: string): Buffer {
  const stream = `BT /F1 12 Tf 50 700 Td (${line}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = body.length;
    body += `${i + 1} 0 obj${object}endobj\n`;
    return at;
  });
  const table = offsets.map(at => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(
    `${body}xref\n0 6\n0000000000 65535 f \n${table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF`,
    'latin1',
  );
}

describe('./gongkai check (个人信息保护法 art 25)', () => {
  it('passes a clean text', async () => {
    const { exitCode, value } = await run(
      fileOf('clean.txt', '关于公布救助标准的通知\n咨询电话：0857-8222222'),
    );
    expect(value).toEqual({ verdict: 'pass', findings: [] });
    expect(exitCode).toBe(0);
  });

  it('finds a number in every kind of file, and never shows it', async () => {
    const sheet = new exceljs.Workbook();
    sheet.addWorksheet('表').addRow(['联系人', mobile]);
    const document = new Document({ sections: [{ children: [new Paragraph(`联系电话${mobile}`)] }] });
    const files = [
      fileOf('a.txt', `第一行\n电话${mobile}`),
      fileOf('b.html', `<html><body><p>电话 138<b>1234</b>5678</p></body></html>`),
      fileOf('c.docx', await Packer.toBuffer(document)),
      fileOf('d.xlsx', Buffer.from(await sheet.xlsx.writeBuffer())),
      fileOf('e.pdf', pdfOf(`Tel ${mobile}`)),
    ];
    const { exitCode, value, words } = await run(...files);
    expect(value.verdict).toBe('block');
    expect(value.findings.map(each => [each.rule, each.where.slice(0, each.where.indexOf('.') + 5)])).toEqual(
      ['a.txt', 'b.html', 'c.docx', 'd.xlsx', 'e.pdf'].map(name => [
        'mobile-number',
        expect.stringContaining(name),
      ]),
    );
    expect(value.findings[0]?.where).toBe('a.txt第2行');
    expect(JSON.stringify(value) + words).not.toContain(mobile);
    expect(exitCode).toBe(1);
  });

  it('warns without failing', async () => {
    const { exitCode, value } = await run(fileOf('list.txt', '序号\t姓名\n1\t张三丰'));
    expect([exitCode, value.verdict]).toEqual([0, 'warn']);
  });

  it('judges by the tables of the pack, and sees what a reader of the file does not', async () => {
    const sheet = new exceljs.Workbook();
    const page = sheet.addWorksheet('表');
    page.addRow(['姓名', '证件号', '金额']);
    page.addRow(['张某', '522401196403178313', 300]);
    page.getColumn(2).hidden = true;
    const { exitCode, value } = await run(
      fileOf('hidden.xlsx', Buffer.from(await sheet.xlsx.writeBuffer())),
      fileOf('words.txt', '扎实开展党史教育。见 https://www.example.com/a 的说明。'),
    );
    expect(exitCode).toBe(1);
    const found = value.findings.map(each => each.rule);
    expect(found).toEqual(expect.arrayContaining(['resident-id', 'wording', 'outside-link']));
    expect(value.findings.find(each => each.rule === 'resident-id')?.advice).toContain('隐藏列');
  });

  it('says what is wrong with a file it can not read', async () => {
    await expect(run(join(folder, 'missing.txt'))).rejects.toMatchObject({ code: 'bad-input' });
    await expect(run()).rejects.toMatchObject({ code: 'bad-input' });
    await expect(run(fileOf('fake.docx', 'no docx'))).rejects.toMatchObject({ code: 'wrong-type' });
    await expect(run(fileOf('scan.pdf', pdfOf('')))).rejects.toMatchObject({ code: 'unreadable-file' });
  });
});
