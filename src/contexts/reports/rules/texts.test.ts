import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAnnualReport } from '../../../law/annual-report-tables/identities.ts';
import { resultRows } from '../../../law/annual-report-tables.ts';
import { dayOf } from '../../../law/day.ts';
import { countYear } from './report.ts';
import {
  emptyHeadings,
  linesOf,
  placeholdersOf,
  sectionForms,
  unfinishedMarks,
  unknownPlaceholders,
  withNumbers,
} from './texts.ts';

const suggestion = sectionForms[0]!.suggestion;
const nothing = {
  year: 2025,
  until: dayOf('2025-12-31'),
  requests: [],
  disputes: [],
  documents: [],
  decisions: [],
  opening: null,
  entries: [],
  feesYuan: 0,
  overview: '',
};

const anyDay = fc.integer({ min: 0, max: 729 }).map(at => {
  const day = new Date(Date.UTC(2024, 0, 1 + at)).toISOString().slice(0, 10);
  return day;
});
const anyRequest = fc.record({
  applicantKind: fc.constantFrom('natural-person', 'business', 'other-organisation'),
  receivedOn: anyDay,
  closedOn: fc.option(anyDay),
  row: fc.option(fc.constantFrom(...resultRows)),
  countsAsReceived: fc.boolean(),
});

describe('国办公开办函〔2021〕30号: numbers in section 一 are those of the tables (I7)', () => {
  it('agrees with the tables for any register when the suggested text is kept', () => {
    const disputes = fc.array(
      fc.record({
        kind: fc.constantFrom('reconsideration', 'direct-litigation', 'litigation-after-reconsideration'),
        filedOn: anyDay,
        result: fc.constantFrom('pending', 'upheld', 'corrected', 'other'),
        decidedOn: fc.option(anyDay),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(fc.array(anyRequest, { maxLength: 60 }), disputes, (requests, filed) => {
        const { tables } = countYear({ ...nothing, requests, disputes: filed, overview: suggestion });
        expect(tables.overview).not.toMatch(/[{}]/);
        expect(checkAnnualReport(tables)).toEqual({ ok: true, broken: [], warnings: [] });
      }),
    );
  });

  it('is told apart from a number typed by hand that differs', () => {
    const { tables } = countYear({ ...nothing, overview: '2025年新收政府信息公开申请9件。' });
    expect(checkAnnualReport(tables).warnings.map(({ identity }) => identity)).toEqual(['I7']);
  });

  it('counts the parts of the results, fees and kinds of applicant', () => {
    const request = (applicantKind: string, row: string) => ({
      applicantKind,
      receivedOn: '2025-03-03',
      closedOn: '2025-03-20',
      row,
      countsAsReceived: true,
    });
    const { tables } = countYear({
      ...nothing,
      requests: [
        request('natural-person', 'r3_3_4'),
        request('business', 'r3_3_6'),
        request('business', 'r3_1'),
      ],
    });
    const values = Object.fromEntries(placeholdersOf(tables, 300).map(({ name, value }) => [name, value]));
    expect(values).toMatchObject({
      年度: '2025',
      本年新收: '3',
      自然人申请: '1',
      法人或其他组织申请: '2',
      不予公开: '2',
      予以公开: '1',
      部分公开: '0',
      本年办结: '3',
      信息处理费元: '300',
    });
  });
});

describe('条例 art 50: what a section holds', () => {
  const known = [{ name: '本年新收', value: '7' }];

  it('puts numbers in and leaves what it does not know as typed', () => {
    expect(withNumbers('新收{本年新收}件，又{ 本年新收 }件，{去年新收}件', known)).toBe(
      '新收7件，又7件，{去年新收}件',
    );
    expect(unknownPlaceholders('{本年新收}{去年新收}{去年新收}{别的}', known)).toEqual(['去年新收', '别的']);
  });

  it('sees what somebody meant to finish', () => {
    expect(unfinishedMarks('收取××元，……，见____。')).toEqual(['××', '……', '____']);
    expect(unfinishedMarks('收取0元。')).toEqual([]);
  });

  it('tells headings from paragraphs, and headings with nothing under them', () => {
    expect(linesOf('（一）主动公开\n\n （二）的内容是这样的；见表。')).toEqual([
      { isHeading: true, text: '（一）主动公开' },
      { isHeading: false, text: '（二）的内容是这样的；见表。' },
    ]);
    expect(emptyHeadings('（一）主动公开\n写了。\n（二）依申请公开\n（三）监督保障')).toEqual([
      '（二）依申请公开',
      '（三）监督保障',
    ]);
  });

  it('suggests no statement of fact: only headings, placeholders and their sentences', () => {
    const { placeholders } = countYear(nothing);
    for (const { suggestion: text } of sectionForms)
      expect(unknownPlaceholders(text, placeholders)).toEqual([]);
    expect(suggestion.replace(/\{[^}]+\}/g, '')).not.toMatch(/\d/);
  });
});
