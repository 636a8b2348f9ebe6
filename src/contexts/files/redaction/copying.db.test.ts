import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../tests/support/database.ts';
import { AppError } from '../../../platform/app-error.ts';
import { folderBlobStore } from '../../../platform/blob-store.ts';
import { type HttpServer, makeHttpServer } from '../../../platform/http/kit.ts';
import type { Actor } from '../../organisation/contract.ts';
import { redactedFile } from '../contract/redaction.ts';
import { fileRoutes } from '../routes.ts';
import { createFiles } from '../service.ts';
import { everything, idNumber, paragraph, wordFile, wordsOf } from './files.fixture.ts';

const database = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), 'gongkai-copies-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const files = createFiles({
  database,
  clock: fixedClock('2019-06-03T09:00:00+08:00'),
  blobs: folderBlobStore(folder),
});
const drafter = { staffId: '6f1b2a44-0000-4000-8000-000000000001' } as Actor;
let app: HttpServer;

beforeAll(async () => {
  app = await makeHttpServer({ logger: false });
  fileRoutes(app, {
    files,
    authorise: async request => {
      if (request.headers['x-test'] !== 'drafter') throw new AppError('not-allowed');
      return drafter;
    },
    standingOf: async () => 'unknown',
  });
});

async function stored(body: string, name: string) {
  const bytes = await wordFile({ body });
  return files.takeUpload(
    (async function* () {
      yield bytes;
    })(),
    name,
    drafter,
  );
}

async function redact(digest: string, payload: object, who = 'drafter') {
  const reply = await app.inject({
    method: 'POST',
    url: `/api/files/${digest}/redact`,
    headers: { 'x-test': who },
    payload,
  });
  return { status: reply.statusCode, body: reply.json() };
}

describe('政府信息公开条例第三十七条: POST /api/files/:digest/redact', () => {
  it('keeps a copy beside the original, says what went, and remembers which file it came from', async () => {
    const id = idNumber(3);
    const original = await stored(paragraph(`证件${id}，内部代号甲一。`), '通知.docx');
    const { status, body } = await redact(original.digest, { of: '通知.docx', terms: ['内部代号甲一'] });
    expect(status).toBe(200);
    const { file, report } = redactedFile.parse(body);
    expect(file.name).toBe('通知（遮盖副本）.docx');
    expect(report.from).toEqual({ digest: original.digest, name: '通知.docx' });
    expect(report.removed.map(each => each.words)).toEqual([
      '文档属性（作者、修改人、时间）',
      '公民身份号码',
      '指定遮盖的词',
    ]);
    expect(JSON.stringify(report)).not.toContain(id.slice(4));
    const chunks: Buffer[] = [];
    for await (const chunk of await (await files.open(file.digest)).open()) chunks.push(chunk as Buffer);
    expect(await wordsOf(Buffer.concat(chunks))).toBe(`证件52${'*'.repeat(16)}，******。|`);
    expect(await everything(Buffer.concat(chunks))).not.toContain(id);
    expect(await files.find(original.digest)).toBeDefined();
    // The same order again gives the same copy and no second row.
    expect((await redact(original.digest, { of: '通知.docx', terms: ['内部代号甲一'] })).body.file).toEqual(
      file,
    );
    const { rows } =
      await sql`select source_digest, made_by from file_redaction where copy_digest = ${file.digest}`.execute(
        database.kysely,
      );
    expect(rows).toEqual([{ source_digest: original.digest, made_by: drafter.staffId }]);
  });

  it('keeps nothing when the copy does not pass, when a word is too short, and for who may not draft', async () => {
    const body = paragraph('<w:r><w:rPr><w:rFonts w:ascii="秘密代号"/></w:rPr><w:t>秘密代号</w:t></w:r>');
    const { digest } = await stored(body, '秘.docx');
    const before = (await readdir(folder, { recursive: true })).length;
    expect((await redact(digest, { of: '秘.docx', terms: ['秘密代号'] })).body.code).toBe('unreadable-file');
    expect((await redact(digest, { of: '秘.docx', terms: ['秘'] })).status).toBe(400);
    expect((await redact(digest, { of: '秘.docx' }, 'reader')).status).toBe(403);
    expect((await redact('0'.repeat(64), { of: 'x.docx' })).status).toBe(404);
    expect((await readdir(folder, { recursive: true })).length).toBe(before);
  });
});
