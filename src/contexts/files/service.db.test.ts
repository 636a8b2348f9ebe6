import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Document, Packer, Paragraph } from 'docx';
import exceljs from 'exceljs';
import { afterAll, describe, expect, it } from 'vitest';
import { makeArchive } from '../../../tests/samples/plans/make-archive.ts';
import { fixedClock, testDatabase } from '../../../tests/support/database.ts';
import { AppError } from '../../platform/app-error.ts';
import { folderBlobStore } from '../../platform/blob-store.ts';
import { makeHttpServer } from '../../platform/http/kit.ts';
import type { Actor } from '../organisation/contract.ts';
import { maximumFileSize } from './contract.ts';
import { type AttachmentStanding, fileRoutes } from './routes.ts';
import { createFiles } from './service.ts';

const database = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), 'gongkai-files-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const clock = fixedClock('2019-06-03T09:00:00+08:00');
const files = createFiles({ database, clock, blobs: folderBlobStore(folder) });

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function* streamOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

const docx = async (text: string) =>
  Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph(text)] }] }));

async function xlsx(text: string): Promise<Buffer> {
  const workbook = new exceljs.Workbook();
  workbook.addWorksheet('台账').addRow([text, 12]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** The smallest PDF with one line of text. */
function pdf(text: string): Buffer {
  const content = `BT /F1 12 Tf 20 100 Td (${text}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = body.length;
    body += `${i + 1} 0 obj${object}endobj\n`;
    return `${at}`.padStart(10, '0');
  });
  const table = offsets.map(offset => `${offset} 00000 n \n`).join('');
  const xref = `xref\n0 6\n0000000000 65535 f \n${table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${body.length}\n`;
  return Buffer.from(`${body}${xref}%%EOF`);
}

const take = (bytes: Uint8Array, name: string) => files.takeUpload(streamOf(bytes), name, null);
const storedFiles = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter(entry => entry.isFile()).length;

describe('taking a file in', () => {
  it('decides the type by the content, cleans the name, and keeps the bytes under their digest', async () => {
    const bytes = await docx('城乡低保标准');
    const taken = await take(bytes, 'C:\\下载\\通知\u202E.DOCX');
    const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    expect(taken).toEqual({ digest: sha256(bytes), name: '通知.docx', mediaType, size: bytes.length });
    expect(await files.verify(taken.digest)).toBe(true);
  });

  it('keeps the same bytes once, whoever sends them and under whatever name', async () => {
    const before = await storedFiles();
    const [a, b] = await Promise.all([take(png, '一.png'), take(png, '二.png')]);
    expect(a.digest).toBe(b.digest);
    expect(await storedFiles()).toBe(before + 1);
  });

  it.each([
    ['a ZIP renamed to DOCX', async () => Buffer.from(await xlsx('x')), '通知.docx', 'wrong-type'],
    ['an empty file', async () => Buffer.alloc(0), '空.pdf', 'unreadable-file'],
    ['a damaged DOCX', async () => (await docx('x')).subarray(0, 900), '通知.docx', 'unreadable-file'],
    [
      'a page named PDF',
      async () => Buffer.from('<html><script>alert(1)</script>'),
      '年报.pdf',
      'wrong-type',
    ],
    ['a drawing with a script', async () => Buffer.from('<svg><script/></svg>'), '图.svg', 'wrong-type'],
    [
      'an archive bomb',
      async () => makeArchive([{ name: 'a.txt', content: Buffer.alloc(20 * 1024 * 1024, ' ') }]),
      '包.zip',
      'too-large',
    ],
  ])('refuses %s and keeps nothing', async (_, bytes, name, code) => {
    const before = await storedFiles();
    await expect(take(await bytes(), name)).rejects.toMatchObject({ code });
    expect(await storedFiles()).toBe(before);
  });
});

describe('the text in a file', () => {
  it('is taken out of DOCX, XLSX and PDF, and is empty for a picture', async () => {
    expect(await files.text((await take(await docx('农村留守儿童'), 'a.docx')).digest)).toContain(
      '农村留守儿童',
    );
    expect(await files.text((await take(await xlsx('福彩公益金'), 'a.xlsx')).digest)).toContain('福彩公益金');
    expect(await files.text((await take(pdf('annual report 2019'), 'a.pdf')).digest)).toContain(
      'annual report 2019',
    );
    expect(await files.text((await take(png, 'a.png')).digest)).toBe('');
    const list = await take(Buffer.from('姓名,金额\n张某,300'), '名单.csv');
    expect([list.mediaType, await files.text(list.digest)]).toEqual(['text/csv', '姓名\t金额\n张某\t300']);
    const data = await take(Buffer.from('{"联系人":"张某"}'), 'data.json');
    expect([data.mediaType, await files.text(data.digest)]).toEqual([
      'application/json',
      '{"联系人":"张某"}',
    ]);
    await expect(take(Buffer.from('{"联系人":'), 'data.json')).rejects.toMatchObject({ code: 'wrong-type' });
  });

  it('is kept, so that it is there although the bytes are gone', async () => {
    const { digest } = await take(await docx('只读一次'), 'a.docx');
    const text = await files.text(digest);
    await rm(join(folder, digest.slice(0, 2), digest.slice(2, 4), digest));
    expect(await files.text(digest)).toBe(text);
    expect(await files.verify(digest)).toBe(false);
  });

  it('of several files says where a person has to look, and leaves out what is unknown', async () => {
    const read = await take(await docx('可读'), 'a.docx');
    const picture = await take(png, 'a.png');
    const scan = await take(pdf(''), 'scan.pdf');
    const broken = await take(Buffer.from('%PDF-1.4\nno objects'), '坏.pdf');
    const asked = [read, picture, scan, broken].map(file => file.digest);
    const texts = await files.texts([...asked, '0'.repeat(64)]);
    expect(texts).toEqual(
      new Map([
        [read.digest, expect.stringContaining('可读')],
        [picture.digest, null],
        [scan.digest, null],
        [broken.digest, null],
      ]),
    );
  });

  it('of an unknown or unreadable file is a fault that says so', async () => {
    await expect(files.text('0'.repeat(64))).rejects.toMatchObject({ code: 'not-found' });
    const { digest } = await take(Buffer.from('%PDF-1.4\nbroken'), '坏.pdf');
    await expect(files.text(digest)).rejects.toMatchObject({ code: 'unreadable-file' });
  });
});

describe('files over HTTP', () => {
  const standings = new Map<string, AttachmentStanding>();
  let isSignedIn = true;

  async function server() {
    const app = await makeHttpServer({ logger: false });
    fileRoutes(app, {
      files,
      authorise: async () => {
        if (!isSignedIn) throw new AppError('not-signed-in');
        return { staffId: '00000000-0000-4000-8000-000000000001' } as Actor;
      },
      standingOf: async digest => standings.get(digest) ?? 'unknown',
    });
    return app;
  }

  function form(bytes: Uint8Array, name: string) {
    const head = `--b\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/pdf\r\n\r\n`;
    return {
      method: 'POST' as const,
      url: '/api/files',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--b--\r\n')]),
    };
  }

  it('takes an upload of staff, with its Chinese name', async () => {
    const app = await server();
    const answer = await app.inject(form(png, '现场照片.png'));
    expect([answer.statusCode, answer.json()]).toMatchObject([
      200,
      { name: '现场照片.png', mediaType: 'image/png' },
    ]);
    isSignedIn = false;
    expect((await app.inject(form(png, 'a.png'))).statusCode).toBe(401);
    isSignedIn = true;
  });

  it('refuses an upload above 50 MiB with 413 and keeps nothing', async () => {
    const app = await server();
    const before = await storedFiles();
    const answer = await app.inject(form(Buffer.alloc(maximumFileSize + 1, 'x'), '大.pdf'));
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'too-large']);
    expect(await storedFiles()).toBe(before);
  });

  it('keeps nothing of an upload of 4 GB that breaks off, and says at once that another is too large', async () => {
    const app = await server();
    const before = await storedFiles();
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo;
    const head = form(Buffer.alloc(0), '大.pdf').payload.subarray(0, -7);
    const upload = () => {
      const sent = request({
        ...{ port, host: '127.0.0.1', method: 'POST', path: '/api/files' },
        headers: { 'content-type': 'multipart/form-data; boundary=b', 'content-length': 4 * 1024 ** 3 },
      });
      sent.on('error', () => {});
      sent.write(head);
      return sent;
    };
    const broken = upload();
    const arrived = () => readdir(join(folder, 'incoming')).then(names => names.length);
    broken.write(Buffer.alloc(1024 * 1024, 'x'));
    await expect.poll(arrived).toBe(1);
    broken.destroy();
    await expect.poll(arrived).toBe(0);

    const endless = upload();
    const ended = new Promise(resolve => endless.on('close', resolve));
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    let sent = 0;
    while (!endless.destroyed && sent < 400) {
      sent += 1;
      if (!endless.write(chunk)) await Promise.race([once(endless, 'drain').catch(() => {}), ended]);
    }
    await ended;
    // Refused after twice the bound, not after four gigabytes.
    expect(sent).toBeLessThan(200);
    expect(await storedFiles()).toBe(before);
    await app.close();
  });

  it('says what is wrong with a request that carries no file', async () => {
    const app = await server();
    const answer = await app.inject({ method: 'POST', url: '/api/files', payload: {} });
    expect([answer.statusCode, answer.json().message]).toEqual([400, '没有收到文件。请选择一个文件后上传。']);
  });

  it('serves an attachment to the public only while a live version carries it', async () => {
    const app = await server();
    const { digest } = await take(pdf('public'), 'a.pdf');
    const url = `/files/${digest}/${encodeURIComponent('附件 1.pdf')}`;
    expect((await app.inject({ url })).statusCode).toBe(404);
    standings.set(digest, 'public');
    const served = await app.inject({ url });
    expect([served.statusCode, sha256(served.rawPayload)]).toEqual([200, digest]);
    expect(served.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      etag: `"${digest}"`,
      'cache-control': 'public, no-cache',
      'content-disposition': `attachment; filename="__ 1.pdf"; filename*=UTF-8''%E9%99%84%E4%BB%B6%201.pdf`,
    });
    expect(served.headers['content-security-policy']).toContain('sandbox');
    standings.set(digest, 'withdrawn');
    expect((await app.inject({ url, headers: { 'if-none-match': `"${digest}"` } })).statusCode).toBe(410);
  });

  it('answers conditional requests and ranges', async () => {
    const app = await server();
    const { digest } = await take(png, 'a.png');
    standings.set(digest, 'public');
    const url = `/files/${digest}/a.png`;
    const known = await app.inject({ url, headers: { 'if-none-match': `"${digest}"` } });
    expect([known.statusCode, known.payload]).toEqual([304, '']);
    const part = await app.inject({ url, headers: { range: 'bytes=1-3' } });
    expect([part.statusCode, part.payload, part.headers['content-range']]).toEqual([
      206,
      'PNG',
      `bytes 1-3/${png.length}`,
    ]);
    const beyond = await app.inject({ url, headers: { range: 'bytes=9999-' } });
    expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, `bytes */${png.length}`]);
    const changed = await app.inject({ url, headers: { range: 'bytes=1-3', 'if-range': '"other"' } });
    expect([changed.statusCode, changed.rawPayload.length]).toEqual([200, png.length]);
    const head = await app.inject({ method: 'HEAD', url });
    expect([head.statusCode, head.headers['content-length'], head.payload]).toEqual([
      200,
      `${png.length}`,
      '',
    ]);
  });

  it('shows a file that is not public to staff alone, and stores it nowhere on the way', async () => {
    const app = await server();
    const { digest } = await take(await docx('送审稿'), 'a.docx');
    const url = `/api/files/${digest}/a.docx`;
    const shown = await app.inject({ url });
    expect([shown.statusCode, shown.headers['cache-control']]).toEqual([200, 'private, no-store']);
    isSignedIn = false;
    expect((await app.inject({ url })).statusCode).toBe(401);
    isSignedIn = true;
  });
});
