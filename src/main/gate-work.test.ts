import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { idNumber, sheetType, workbook } from '../contexts/files/redaction/files.fixture.ts';
import { goodMetadata } from '../contexts/publications/items.fixture.ts';
import type { ExaminedItem } from '../contexts/publications/ports.ts';
import { gateWork } from './gate-work.ts';

const folder = await mkdtemp(join(tmpdir(), 'gongkai-gate-'));
const mediaTypes = new Map<string, string>();
const work = gateWork({
  folder,
  locate: async digest => {
    const mediaType = mediaTypes.get(digest);
    return mediaType === undefined ? undefined : { digest, path: join(folder, digest), mediaType };
  },
});
afterAll(async () => {
  await work.close();
  await rm(folder, { recursive: true, force: true });
});

async function stored(bytes: Uint8Array, mediaType: string): Promise<string> {
  const digest = createHash('sha256').update(bytes).digest('hex');
  mediaTypes.set(digest, mediaType);
  await writeFile(join(folder, digest), bytes);
  return digest;
}

const item = (...fileDigests: string[]): ExaminedItem => ({
  kind: 'notice',
  title: '关于公布救助标准的通知',
  summary: '',
  bodyText: '现将有关标准公布如下。',
  metadata: goodMetadata,
  imagesWithoutWords: 0,
  attachments: fileDigests.map((fileDigest, i) => ({ name: `附表${i + 1}.xlsx`, fileDigest })),
  duties: [],
});

/** A workbook whose hidden column holds a number that nobody sees. */
const withHiddenColumn = () =>
  workbook(book => {
    const sheet = book.addWorksheet('台账');
    sheet.addRow(['乡镇', '证件', '户数']);
    sheet.addRow(['甲镇', idNumber(7), 3]);
    sheet.getColumn(2).hidden = true;
  });

describe('an item and its attachments, read and judged beside the thread that serves pages', () => {
  it('is stopped for a number in a hidden column, with the place, and the number is not in the verdict', async () => {
    const verdict = await work.examine(item(await stored(await withHiddenColumn(), sheetType)));
    expect(verdict.verdict).toBe('block');
    const finding = verdict.findings.find(each => each.rule === 'resident-id');
    expect(finding?.where).toBe('附件“附表1.xlsx”工作表“台账”B2');
    expect(JSON.stringify(verdict)).not.toContain(idNumber(7));
  });

  it('is read once: the second verdict needs the bytes no more, in this thread or the next', async () => {
    const digest = await stored(await withHiddenColumn(), sheetType);
    const first = await work.examine(item(digest));
    await expect
      .poll(() => readdir(join(folder, 'readings'), { recursive: true }))
      .toContainEqual(expect.stringContaining(digest));
    await rm(join(folder, digest));
    expect(await work.examine(item(digest))).toEqual(first);
    const later = gateWork({
      folder,
      locate: async () => ({ digest, path: '/nowhere', mediaType: sheetType }),
    });
    expect(await later.examine(item(digest))).toEqual(first);
    await later.close();
    await work.forgetOldReadings(new Date(8.64e15));
    expect((await readdir(join(folder, 'readings'), { recursive: true })).join()).not.toContain(digest);
  });

  it('judges again what was judged before when anything it is judged by has changed', async () => {
    const digest = await stored(await withHiddenColumn(), sheetType);
    const rules = async (change: Partial<ExaminedItem>) =>
      (await work.examine({ ...item(digest), ...change })).findings.map(each => each.rule);
    const before = await rules({});
    expect(await rules({})).toEqual(before);
    const link = { url: 'https://example.gov.cn/gone', words: '旧地址' };
    const linked = await rules({ links: [link] });
    expect(await rules({ links: [link], deadLinks: [link.url] })).not.toEqual(linked);
    expect(await rules({ bodyText: `联系人身份证号${idNumber(3)}。` })).not.toEqual(before);
    const other = await stored(await workbook(book => book.addWorksheet('空表').addRow(['户数'])), sheetType);
    expect((await work.examine(item(other))).findings.map(each => each.rule)).not.toContain('resident-id');
  });

  it('warns where a file cannot be read or is not there, and judges the others', async () => {
    const locked = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]);
    const digests = [
      await stored(locked, sheetType),
      '0'.repeat(64),
      await stored(await withHiddenColumn(), sheetType),
    ];
    const { findings } = await work.examine(item(...digests));
    const where = (rule: string) => findings.filter(each => each.rule === rule).map(each => each.where);
    expect(where('attachment-not-read')).toEqual(['附件“附表1.xlsx”', '附件“附表2.xlsx”']);
    expect(where('resident-id')).toEqual(['附件“附表3.xlsx”工作表“台账”B2']);
  });

  it('gives the text a reader sees, of stored files and of bytes, and says why there is none', async () => {
    const digest = await stored(await withHiddenColumn(), sheetType);
    const file = { digest, path: join(folder, digest), mediaType: sheetType };
    expect(await work.storedText(file)).toBe('台账\n乡镇\t\t户数\n甲镇\t\t3');
    expect(await work.text(Buffer.from('姓名;金额\n张某;3'), 'text/csv')).toBe('姓名\t金额\n张某\t3');
    await expect(work.text(Buffer.from('%PDF-1.4 broken'), 'application/pdf')).rejects.toMatchObject({
      code: 'unreadable-file',
    });
  });
});
