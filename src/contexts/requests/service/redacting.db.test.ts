import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../tests/support/database.ts';
import { everything, idNumber, paragraph, wordFile } from '../../files/redaction/files.fixture.ts';
import { application, bench, done, seedUnits, stream } from '../requests.fixture.ts';

const db = await testDatabase();
const { requests, people } = await bench(db, fixedClock('2026-03-02T09:00:00+08:00'));
beforeAll(() => seedUnits(db));

const order = { terms: ['内部意见'], boxes: [], lists: 'mask', columns: [], hidden: 'remove' } as const;

describe('政府信息公开条例第三十七条: the copy for a partial reply', () => {
  it('is made from a paper of the case and filed beside it as redacted', async () => {
    const { id } = done(await requests.takeIn(application({ submittedOn: '2026-03-02' }), people.clerk));
    const number = idNumber(9);
    const file = await wordFile({ body: paragraph(`证件${number}，内部意见。`) });
    const paper = await requests.takePaper(stream(file), '核查情况.docx', people.clerk);
    const filing = { upload: paper.upload, kind: 'supplied', title: '核查情况', redacted: false } as const;
    done(await requests.fileUpload(people.clerk, id, filing));
    const made = done(
      await requests.redactPaper(people.clerk, id, paper.upload, {
        ...order,
        terms: [...order.terms],
        boxes: [],
        columns: [],
      }),
    );
    expect(made.report.removed.map(each => each.words)).toContain('指定遮盖的词');
    const { papers } = await requests.view(people.clerk, id);
    const copy = papers.find(each => each.redacted);
    expect(copy).toMatchObject({ kind: 'supplied', title: '核查情况（遮盖副本）' });
    const { bytes } = await requests.openPaper(people.clerk, id, copy!.id);
    const all = await everything(bytes);
    expect(all).toContain('证件52');
    for (const gone of [number, '内部意见']) expect(all).not.toContain(gone);
  });
});
