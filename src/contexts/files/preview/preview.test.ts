import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FilePreview } from '../contract/preview.ts';
import type { FileReading } from '../contract/reading.ts';
import { readWhole } from '../reading/read-whole.ts';
import {
  paragraph,
  pdfFile,
  pdfWithoutFont,
  run,
  sheetType,
  table,
  wordFile,
  wordType,
  workbook,
} from '../redaction/files.fixture.ts';
import { forgetPreviews, keptPicture, keptPreview, makePreview } from './kept-previews.ts';
import { drawPages, pdfLimits } from './pdf-pages.ts';
import { previewText } from './preview-text.ts';

/** What visitors are shown of real files. */

let previews = '';
beforeAll(async () => {
  previews = await mkdtemp(join(tmpdir(), 'gongkai-previews-'));
});
afterAll(() => rm(previews, { recursive: true }));

let files = 0;
async function previewOf(bytes: Uint8Array, mediaType: string) {
  files += 1;
  const path = join(previews, `file-${files}`);
  await writeFile(path, bytes);
  const task = { digest: String(files).padStart(64, '0'), path, mediaType, previews };
  const preview = await makePreview(task, () => readWhole(bytes, mediaType, ''));
  expect(await keptPreview(task)).toEqual(preview);
  return { task, preview };
}
const blocksOf = ({ sections }: FilePreview) => sections.flatMap(({ blocks }) => blocks);

describe('the preview of an attachment', () => {
  it('of a DOCX has its paragraphs and tables in order, and nothing that a reader does not see', async () => {
    const body =
      paragraph('关于救助站安全检查的通知') +
      paragraph('各县（市、区）', run('内部意见', '<w:vanish/>'), '民政局：') +
      table([
        ['县区', '户数'],
        ['大方县', '1203'],
      ]) +
      paragraph('特此通知。<script>alert(1)</script>'.replaceAll('<', '&lt;'));
    const { preview } = await previewOf(await wordFile({ body }), wordType);
    expect(blocksOf(preview)).toEqual([
      { kind: 'paragraph', text: '关于救助站安全检查的通知' },
      { kind: 'paragraph', text: '各县（市、区）民政局：' },
      {
        kind: 'table',
        rows: [
          ['县区', '户数'],
          ['大方县', '1203'],
        ],
      },
      { kind: 'paragraph', text: '特此通知。<script>alert(1)</script>' },
    ]);
    expect([preview.leftOut, preview.pictures]).toEqual(['', 0]);
  });

  it('of an XLSX has a table for each sheet that is shown, without hidden rows and columns', async () => {
    const bytes = await workbook(book => {
      const sheet = book.addWorksheet('发放名单');
      sheet.addRow(['县区', '户数', '备注']);
      sheet.addRow(['大方县', 1203, '内部备注']);
      sheet.addRow(['黔西县', 980, '']);
      sheet.getColumn(3).hidden = true;
      sheet.getRow(3).hidden = true;
      book.addWorksheet('底稿', { state: 'hidden' }).addRow(['草稿']);
    });
    const { preview } = await previewOf(bytes, sheetType);
    expect(preview.sections).toEqual([
      {
        heading: '工作表“发放名单”',
        page: null,
        blocks: [
          {
            kind: 'table',
            rows: [
              ['县区', '户数'],
              ['大方县', '1203'],
            ],
          },
        ],
      },
    ]);
  });

  it('of a PDF has the pages as pictures with something on them, and the text of each', async () => {
    const bytes = await pdfFile(document => {
      document.text('第一页的正文');
      document.addPage().text('第二页的正文');
    });
    const { preview, task } = await previewOf(bytes, 'application/pdf');
    expect(preview.sections.map(({ page, blocks }) => [page, blocks])).toEqual([
      [1, [{ kind: 'paragraph', text: '第一页的正文' }]],
      [2, [{ kind: 'paragraph', text: '第二页的正文' }]],
    ]);
    expect(preview.pictures).toBe(2);
    const picture = sharp(await keptPicture(task, 2));
    const [{ width, format }, { channels }] = await Promise.all([picture.metadata(), picture.stats()]);
    expect([width, format, channels[0]!.min < 80, channels[0]!.max]).toEqual([1000, 'webp', true, 255]);
    expect(await keptPicture(task, 3)).toBeUndefined();
  });

  it('of a PDF whose font lies elsewhere, or with a script in it, is drawn and runs nothing', async () => {
    expect((await previewOf(pdfWithoutFont(), 'application/pdf')).preview.pictures).toBe(1);
    const script = await pdfFile(document => {
      document.text('正文');
      document.ref({ S: 'JavaScript', JS: new String('throw new Error()') }).end(Buffer.alloc(0));
    });
    expect((await previewOf(script, 'application/pdf')).preview.pictures).toBe(1);
  });

  it('stops at its limits and says so', async () => {
    const three = await pdfFile(document => {
      for (const page of ['一', '二', '三']) document.text(page).addPage();
    });
    const drawn = await drawPages(three, { ...pdfLimits, pages: 2 } as never);
    expect([drawn.pictures.length, drawn.pages]).toEqual([2, 4]);
    const parts = Array.from({ length: 2_000 }, (_, at) => ({
      where: `工作表“大表”第${at + 1}行`,
      text: '甲\t乙',
    }));
    const reading: FileReading = { parts, notices: [] };
    const { sections, leftOut } = previewText(reading, sheetType);
    const [block] = sections[0]!.blocks;
    expect(block?.kind === 'table' ? block.rows.length : 0).toBe(500);
    expect(leftOut).toBe('文件较长，这里只显示一部分，完整内容请下载原文件查看。');
  });

  it.each([
    ['damaged', Buffer.from('%PDF-1.4\nnothing'), 'application/pdf', '不能在网页中预览'],
    ['too large', Buffer.alloc(31 * 1024 * 1024, 'a'), 'text/plain', '文件有31兆字节，超过预览的上限'],
  ])('of a file that is %s is a sentence', async (_, bytes, type, words) => {
    const { preview } = await previewOf(bytes, type);
    expect([preview.sections, preview.leftOut]).toEqual([[], expect.stringContaining(words)]);
  });

  it('is thrown away when it is old, and leaves no half-written file behind', async () => {
    const names = await readdir(join(previews, '00'));
    expect(names.length).toBeGreaterThan(6);
    expect(names.filter(name => !/^\d{64}-\d+\.\d+(?:\.json|-\d+\.webp)$/.test(name))).toEqual([]);
    await forgetPreviews(previews, new Date(0));
    expect(await readdir(join(previews, '00'))).toHaveLength(names.length);
    await forgetPreviews(previews, new Date(Date.UTC(2100, 0)));
    expect(await readdir(join(previews, '00'))).toEqual([]);
  });
});
