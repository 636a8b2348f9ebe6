import { describe, expect, it } from 'vitest';
import type { Day } from '../../../../law/day.ts';
import { gatePack } from '../../contract/gate-pack.ts';
import { checkTexts } from './gate.ts';

/** Texts made to make patterns turn back: each is one line, as long as a file can bring it. */
const pieces: readonly string[] = [
  '1',
  '1 ',
  '1-',
  '138-1234-',
  '1\t',
  '字',
  '张三、',
  '张建国，',
  '王',
  '申请人王',
  '1组',
  '村1组1号',
  '村一二三四五六七',
  '村 ',
  '村1-1',
  '园3栋2单元1',
  '住址：村',
  '组',
  '密级：秘密★',
  '住',
  '家庭住址：',
  '1956年',
  '出生',
  '岁',
  '9岁',
  '癌',
  '患',
  '0857-',
  '08571234567，',
  'www.',
  'http://a',
  '（',
  '秘密',
  '秘 ',
  '内部使用，',
  'E1234567',
  '〔2010〕',
  '儿童',
  '儿童张建国',
  '附件：',
  '5 2 2 4 2 7 1 9 9 0 0 3 0 7 0 0 1 ',
];
const tables = gatePack.parse({
  wording: [{ wrong: '字字字字', right: '字', allow: ['字字字字字'] }],
  repealed: [{ title: '字张三办法' }],
});

/** Processor time of this thread: what else the machine does is not counted. */
function millisecondsFor(text: string): number {
  const began = process.threadCpuUsage();
  checkTexts([{ where: '正文第1段', text }], { tables, today: '2019-06-10' as Day });
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / 1000;
}

describe('text that is made to keep the check busy', () => {
  // Eight times the text may take some thirty times as long on a busy machine; the square would be sixty-four times.
  for (const piece of pieces) {
    it(`takes time in proportion to its length: ${JSON.stringify(piece)}`, () => {
      const long = (length: number) => piece.repeat(Math.ceil(length / piece.length));
      millisecondsFor(long(20_000));
      const short = Math.max(4, Math.min(millisecondsFor(long(25_000)), millisecondsFor(long(25_000))));
      expect(millisecondsFor(long(200_000)) / short).toBeLessThan(30);
    });
  }

  it('is judged within seconds at two megabytes in one line', () => {
    const text = '张建国，1956年3月7日出生，患癌，住双堰村1组1号，电话0857-8223344、13812345678，'.repeat(
      40_000,
    );
    expect(text.length).toBeGreaterThan(2_000_000);
    expect(millisecondsFor(text)).toBeLessThan(10_000);
  });
});
