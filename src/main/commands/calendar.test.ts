import { describe, expect, it } from 'vitest';
import { AppError } from '../../platform/app-error.ts';
import { noticeFrom } from './calendar.ts';

const text = `国务院办公厅关于2027年
部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。`;

function problemsOf(...args: Parameters<typeof noticeFrom>): string[] {
  try {
    noticeFrom(...args);
  } catch (error) {
    if (error instanceof AppError) return error.problems.map(each => each.where);
    throw error;
  }
  throw new Error('expected a fault');
}

describe('calendar import', () => {
  it('reads year and title from the text of a notice', () => {
    expect(noticeFrom(text, 'notice.txt', {}, false)).toMatchObject({
      year: 2027,
      title: '国务院办公厅关于2027年部分节假日安排的通知',
      source: 'notice.txt',
      text: text,
      changesEarlier: false,
    });
  });

  it('takes what is told on the command line before what it read', () => {
    const named = {
      year: '2028',
      title: '另一通知',
      source: '中国政府网',
      issued: '2027-11-01',
      'document-no': '国办发',
    };
    expect(noticeFrom(text, 'notice.txt', named, true)).toMatchObject({
      year: 2028,
      title: '另一通知',
      source: '中国政府网',
      issuedOn: '2027-11-01',
      documentNo: '国办发',
      changesEarlier: true,
    });
  });

  it('reads JSON in the form of the API', () => {
    const json = JSON.stringify({
      year: 2027,
      title: '通知',
      holidays: ['2027-01-01'],
      changesEarlier: true,
    });
    expect(noticeFrom(json, 'notice.json', {}, false)).toMatchObject({
      holidays: ['2027-01-01'],
      source: 'notice.json',
      changesEarlier: true,
    });
  });

  it('asks for what it can not read, and names what does not belong', () => {
    expect(problemsOf('元旦：1月1日放假。', 'x.txt', {}, false)).toEqual(['--year']);
    expect(problemsOf('元旦：1月1日放假。', 'x.txt', { year: '2027' }, false)).toEqual(['--title']);
    expect(problemsOf('{"year":"x","title":"","colour":1}', 'x.json', {}, false)).toEqual([
      'year',
      'title',
      '文件',
    ]);
    expect(noticeFrom('关于调休的通知\n元旦：1月1日放假。', 'x.txt', { year: '2027' }, false).title).toBe(
      '关于调休的通知',
    );
    expect(() => noticeFrom('{', 'x.json', {}, false)).toThrow(AppError);
  });
});
