import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlanWarningCode, SourceTable } from './plan-reading.ts';
import { maxPlanCharacters, readPlan, sourceOfText } from './read-plan.ts';

const read = (text: string) => readPlan(sourceOfText(text));
const ids = (text: string): string[] => read(text).leaves.map(leaf => leaf.id);
const codes = (text: string): PlanWarningCode[] => read(text).warnings.map(warning => warning.code);

describe('the number of an item', () => {
  it('is made of the ordinals from the top-level heading on', () => {
    expect(
      ids('一、甲\n(一)乙。\n1.丙。丙文。\n2.丁。丁文。\n(二)戊。\n戊文。\n二、己\n(一)庚。庚文。'),
    ).toEqual(['1.1.1', '1.1.2', '1.2', '2.1']);
  });

  it('follows an outline of any depth', () => {
    expect(
      ids('第一部分 甲\n一、乙\n(一)丙\n1.丁\n(1)戊。\n①己。文。\n②庚。文。\n(2)辛。文。\n2.壬。文。'),
    ).toEqual(['1.1.1.1.1.1', '1.1.1.1.1.2', '1.1.1.1.2', '1.1.1.2']);
  });

  it('takes dotted numbers as they are', () => {
    expect(ids('1.甲\n1.1 乙。文。\n1.2 丙\n1.2.1 丁。文。\n2.戊\n2.1 己。文。')).toEqual([
      '1.1',
      '1.2.1',
      '2.1',
    ]);
  });

  it.each([
    ['with no heading above', '1.1 甲。文。\n1.2 乙。文。\n2.1 丙。文。', ['1.1', '1.2', '2.1']],
    ['under 一、', '一、甲\n1.1 乙。文。\n1.2 丙。文。\n二、丁\n2.1 戊。文。', ['1.1', '1.2', '2.1']],
    ['where a heading is missing', '1.甲\n1.1 乙。文。\n2.1 丙。文。\n2.2 丁。文。', ['1.1', '2.1', '2.2']],
  ])('takes dotted numbers %s', (_, text, expected) => {
    expect(ids(text)).toEqual(expected);
  });

  it('follows 一、 1. (一) where a plan numbers that way, and says so', () => {
    const text = '一、甲\n1.乙\n(一)丙。文。\n(二)丁。文。\n2.戊。文。';
    expect(ids(text)).toEqual(['1.1.1', '1.1.2', '1.2']);
    expect(codes(text)).toContain('level-unclear');
  });

  it('leaves out headings that only state aims', () => {
    expect(ids('一、总体要求\n(一)指导思想。深入贯彻。\n(二)工作目标。\n二、任务\n(一)甲。文。')).toEqual([
      '2.1',
    ]);
  });

  it('warns of a missing number and of one that stands twice, and keeps ids apart', () => {
    const reading = read('一、甲\n1.乙。文。\n3.丙。文。\n3.丁。文。');
    expect(reading.leaves.map(leaf => leaf.id)).toEqual(['1.1', '1.3', '1.3-2']);
    const found = reading.warnings.map(warning => warning.code);
    expect(found).toContain('number-jump');
    expect(found).toContain('number-repeated');
  });

  it('keeps an attachment with its own outline apart from the plan', () => {
    const text =
      '甲方案\n一、任务\n(一)乙。文。\n(二)丙。文。\n云岭市民政局\n2024年4月8日\n附件\n联络员工作要点\n一、丁。文。';
    const reading = read(text);
    expect(reading.leaves.map(leaf => leaf.id)).toEqual(['1.1', '1.2', 'part2-1']);
    expect(reading.leaves[2]?.path).toEqual(['联络员工作要点', '丁']);
    expect(reading.leaves[1]?.text).toBe('丙。文。');
  });

  it('does not take the names of attachments for items', () => {
    expect(ids('一、任务\n(一)乙。文。\n附件:1.任务分工表\n    2.联络员名单')).toEqual(['1.1']);
  });
});

describe('an item', () => {
  it('has its heading sentence as title, its place in the text, and its words', () => {
    const [leaf] = read(
      '方案\n\n一、重点\n(一)采购项目。\n\n公开项目信息。\n公开合同。(责任科室:财务科)',
    ).leaves;
    expect(leaf).toMatchObject({
      id: '1.1',
      title: '采购项目',
      path: ['重点', '采购项目'],
      lines: { from: 4, to: 7 },
    });
    expect(leaf?.lead).toEqual(['财务科']);
  });

  it('takes the units of the heading above where it names none, and says so', () => {
    const reading = read('一、甲\n(一)乙(责任科室:财务科)。\n1.丙。文。\n2.丁。文。(责任科室:办公室)');
    expect(reading.leaves.map(leaf => [leaf.lead, leaf.unitSource])).toEqual([
      [['财务科'], 'inherited'],
      [['办公室'], 'stated'],
    ]);
    expect(reading.warnings.map(warning => warning.code)).toEqual(expect.arrayContaining(['unit-inherited']));
  });

  it('without a bracket takes the subject of its sentences, and says so', () => {
    const reading = read('一、甲\n(一)乙。各县、区民政局要在6月10日前制定方案。');
    expect(reading.leaves[0]).toMatchObject({
      lead: ['各县、区民政局'],
      unitSource: 'inferred',
      responsibilityLabel: null,
    });
    expect(reading.warnings.map(warning => warning.code)).toContain('unit-inferred');
  });

  it('that names nobody is reported', () => {
    expect(codes('一、甲\n(一)乙。加强管理。')).toContain('unit-missing');
  });

  it('gets its title cut where no full stop ends it, and says so', () => {
    const reading = read(
      '一、甲\n1、公开“三公”经费信息细化说明因公出国(境)团组数及人数,公务用车购置数及保有量,公务接待的批次、人数等信息。(责任科室:财务科)',
    );
    expect(reading.leaves[0]?.title).toBe('公开“三公”经费信息');
    expect(reading.warnings.map(warning => warning.code)).toContain('title-unclear');
  });

  it('proposes what is to be published, one by one', () => {
    const [leaf] = read(
      '一、甲\n1.公开敬老院信息。公开全市敬老院建设、使用、管理情况,公开收费标准及投诉电话。',
    ).leaves;
    expect(leaf?.elements).toEqual([
      { name: '敬老院建设情况', form: 'text' },
      { name: '敬老院使用情况', form: 'text' },
      { name: '敬老院管理情况', form: 'text' },
      { name: '收费标准', form: 'table' },
      { name: '投诉电话', form: 'contact' },
    ]);
  });

  it.each([
    ['1.公开甲：公开乙、丙。', '公开甲'],
    ['1.公开甲！公开乙。', '公开甲'],
    ['1.公开甲信息,', '公开甲信息'],
  ])('ends its title at the first sign of %s', (line, title) => {
    expect(read(`一、任务\n${line}`).leaves[0]?.title).toBe(title);
  });

  it('names the channels of its text', () => {
    const [leaf] = read('一、甲\n1.发布。通过门户网站、政务新媒体和公开栏发布。').leaves;
    expect(leaf?.channels).toEqual(['网站', '微信', '微博', '公开栏']);
  });
});

describe('documents a plan cites', () => {
  it('are given with name and number in one spelling, each once', () => {
    const reading = read(
      '方案\n根据《要点的通知》（国办发［2019］14号）和黔府办函[2019]68号、国办发〔2019〕14号要求。\n一、甲\n(一)乙。按《政府信息公开条例》公开。',
    );
    expect(reading.documents).toEqual([
      { name: '要点的通知', number: '国办发〔2019〕14号' },
      { name: null, number: '黔府办函〔2019〕68号' },
    ]);
    expect(reading.citedByName).toEqual(['政府信息公开条例']);
  });
});

describe('what surrounds a plan', () => {
  it('does not end up in it', () => {
    const text =
      '您当前的位置:首页 » 政务公开\n字号:[ ] [我要打印][关闭]\n方案\n一、甲\n(一)乙。文。\n— 3 —\n续文。\n\n云岭市民政局\n2024年4月8日\n上一篇:\n1.别的新闻\n触碰右侧展开';
    const reading = read(text);
    expect(reading.leaves.map(leaf => leaf.text)).toEqual(['乙。文。\n续文。']);
  });

  it('lines cut at a fixed width, as in text copied from a PDF, are joined again', () => {
    const whole =
      '云岭市民政局2024年政务公开工作实施方案\n一、重点领域\n(一)公开低保信息。公开全市城乡低保标准、保障对象补助水平及标准、核查及审核审批程序流程、申请低保资格条件、咨询投诉渠道等基本内容,标准调整后10个工作日内公布。(责任科室:市社会救助局;配合单位(科室):各县、区(管委会)民政局(社会事务局),局机关各科室、各直属单位)\n(二)公开临时救助信息。公开临时救助政策文件、临时救助申请、受理、审核、审批程序和流程,减少群众办事周转,在五个工作日内公布。(责任科室:市社会救助局;配合单位(科室):各县、区(管委会)民政局(社会事务局),局机关各科室、各直属单位)';
    const cut = whole
      .split('\n')
      .flatMap(line => line.match(/.{1,26}/gu) ?? [])
      .join('\n');
    const values = (text: string): unknown => read(text).leaves.map(({ lines, ...leaf }) => leaf);
    expect(cut.split('\n').length).toBeGreaterThan(12);
    expect(values(cut)).toEqual(values(whole));
    expect(read(cut).leaves[1]?.lines.to).toBe(cut.split('\n').length);
  });

  it('the title on two lines is joined', () => {
    expect(read('云岭市民政局\n2024年政务公开工作实施方案\n一、甲\n(一)乙。').title).toBe(
      '云岭市民政局2024年政务公开工作实施方案',
    );
  });
});

describe('texts that are no plan', () => {
  it('an empty text gives no items and says so', () => {
    expect(read(' \n\u3000\n')).toMatchObject({ leaves: [], warnings: [{ code: 'text-empty' }] });
  });

  it('a text without numbers says so', () => {
    expect(read('政务公开工作方案\n我们要做好公开工作。')).toMatchObject({
      leaves: [],
      warnings: [{ code: 'no-numbering' }],
    });
  });

  it('a text without numbers but with brackets is cut at them', () => {
    const reading = read('政务公开工作方案\n公开预算。(责任单位:财务科)\n公开救助信息。(责任单位:救助科)');
    expect(reading.leaves.map(leaf => [leaf.id, ...leaf.lead])).toEqual([
      ['1', '财务科'],
      ['2', '救助科'],
    ]);
    expect(reading.warnings[0]?.code).toBe('no-numbering');
  });

  it('an 80 MiB paste is read up to the limit within seconds, and says so', () => {
    const text = `一、甲\n${'1.公开信息。文。(责任单位:办公室)\n'.repeat(20)}${'公开政务信息'.repeat(4_600_000)}`;
    const started = performance.now();
    expect(text.length).toBeGreaterThan(maxPlanCharacters * 10);
    const reading = read(text);
    expect(reading.warnings.map(warning => warning.code)).toContain('text-too-long');
    expect(reading.leaves).toHaveLength(20);
    expect(performance.now() - started).toBeLessThan(8_000);
  });

  it.each(['(', '(责任单位:', '乙科和', '及时', '《', '1月1日前', '公开', '乙、', '\n(一)', '责任 '])(
    'a million characters of %j take no more than seconds',
    words => {
      // Processor time, not wall time: the machine may be doing something else.
      const before = process.cpuUsage();
      read(`一、甲。(责任单位:${words.repeat(990_000 / words.length)}`);
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1000).toBeLessThan(8_000);
    },
  );

  it('any text at all is answered, never thrown at', () => {
    const pieces = fc.constantFrom(
      '一、',
      '(一)',
      '1.',
      '1.1 ',
      '(1)',
      '责任单位:',
      '配合单位(科室',
      '(',
      ')',
      '、',
      ',',
      '。',
      '\n',
      '公开',
      '《',
      '》',
      '办公室',
      '及',
      ' ',
      '附件',
      '2024年1月1日',
      '\u0000',
      '🀄',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 6 })), { maxLength: 60 }), parts => {
        const reading = read(parts.join(''));
        const found = reading.leaves.map(leaf => leaf.id);
        expect(new Set(found).size).toBe(found.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a task table', () => {
  const table = (rows: string[][]): SourceTable => ({ kind: 'table', rows, line: 1 });
  const readTable = (rows: string[][]) => readPlan({ format: 'xlsx', blocks: [table(rows)] });

  it('is read in any order of columns and under their other names', () => {
    const reading = readTable([
      ['时间节点', '牵头科室', '协办科室', '公开事项', '公开内容', '编号', '公开渠道'],
      ['6月底前', '办公室', '财务科', '甲', '公开甲信息', '1', '门户网站'],
    ]);
    expect(reading.leaves).toMatchObject([
      {
        id: '1',
        title: '甲',
        responsibilityLabel: '牵头科室',
        lead: ['办公室'],
        cooperating: ['财务科'],
        limits: [{ limit: 'before 06-30' }],
        channels: ['网站'],
      },
    ]);
  });

  it('takes a row that spans the table as heading, and its number where row numbers begin anew', () => {
    const reading = readTable([
      ['序号', '任务', '责任单位'],
      ['一、政策', '一、政策', '一、政策'],
      ['1', '甲', '办公室'],
      ['2', '乙', '办公室'],
      ['二、资金', '二、资金', '二、资金'],
      ['1', '丙', '财务科'],
    ]);
    expect(reading.leaves.map(leaf => [leaf.id, ...leaf.path])).toEqual([
      ['1.1', '政策', '甲'],
      ['1.2', '政策', '乙'],
      ['2.1', '资金', '丙'],
    ]);
  });

  it('numbers rows without a number and says so', () => {
    const reading = readTable([
      ['任务', '责任单位'],
      ['甲', '办公室'],
      ['乙', '财务科'],
    ]);
    expect(reading.leaves.map(leaf => leaf.id)).toEqual(['1', '2']);
    expect(reading.warnings.map(warning => warning.code)).toContain('row-number-missing');
  });

  it('goes on over a page break, with and without the header repeated', () => {
    const head = ['序号', '任务', '责任单位'];
    const blocks = [
      table([head, ['1', '甲', '办公室']]),
      table([head, ['2', '乙', '办公室']]),
      table([['3', '丙', '办公室']]),
    ];
    expect(readPlan({ format: 'docx', blocks }).leaves.map(leaf => leaf.id)).toEqual(['1', '2', '3']);
  });

  it('says that the column of units is missing', () => {
    const reading = readTable([
      ['序号', '任务'],
      ['1', '甲'],
    ]);
    expect(reading.warnings.map(warning => warning.code)).toEqual(
      expect.arrayContaining(['column-missing', 'unit-missing']),
    );
  });
});
