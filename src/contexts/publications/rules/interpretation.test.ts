import { describe, expect, it } from 'vitest';
import type { InterpretationContent } from '../contract.ts';
import { plan } from '../packages.fixture.ts';
import {
  type FormFacts,
  fieldsFromBody,
  formBody,
  formReasons,
  isCompulsory,
  planReasons,
} from './interpretation.ts';

const pair = { question: '谁可以申请？', answer: '符合条件的人。' };
const card = { form: 'benefit-card', who: '甲', what: '乙', how: '丙', where: '丁' } as const;
const audio = { form: 'audio', mediaUrl: 'https://example.test/a.mp3', transcript: '各位听众……' } as const;

function facts(content: InterpretationContent | null, pictures = 0, picturesWithoutWords = 0): FormFacts {
  return { content, pictures, picturesWithoutWords };
}

const interview = { form: 'interview' as const, guest: '科室负责人', heldOn: '2019-06-03', pairs: [pair] };

describe('what each form of interpretation demands (国办发〔2016〕80号)', () => {
  const table: [string, FormFacts, string[]][] = [
    ['nothing chosen', facts(null), ['form-missing']],
    ['a text', facts({ form: 'text' }), []],
    ['questions without any', facts({ form: 'questions', pairs: [] }), ['pairs-missing']],
    [
      'a question without an answer',
      facts({ form: 'questions', pairs: [pair, { question: '问', answer: ' ' }] }),
      ['pair-incomplete'],
    ],
    ['questions with answers', facts({ form: 'questions', pairs: [pair] }), []],
    ['a full card', facts(card), []],
    [
      'a card with two blanks',
      facts({ ...card, who: '', where: ' ' }),
      ['card-field-missing', 'card-field-missing'],
    ],
    [
      'a card of more than a page',
      facts({ ...card, how: Array(31).fill('一').join('\n') }),
      ['card-too-long'],
    ],
    ['a chart without a picture', facts({ form: 'chart' }), ['picture-missing']],
    [
      'a comic with a picture nobody described',
      facts({ form: 'comic' }, 2, 1),
      ['words-for-picture-missing'],
    ],
    ['a chart with words', facts({ form: 'chart' }, 2, 0), []],
    ['a recording without a transcript', facts({ ...audio, transcript: '' }), ['transcript-missing']],
    [
      'a video at an address without a lock',
      facts({ ...audio, form: 'video', mediaUrl: 'http://example.test/v' }),
      ['media-missing'],
    ],
    ['a recording with both', facts(audio), []],
    [
      'an interview of nobody on no day',
      facts({ ...interview, guest: '', heldOn: null }),
      ['guest-missing', 'held-on-missing'],
    ],
    ['a whole interview', facts(interview), []],
  ];
  it.each(table)('%s', (_, given, expected) => {
    expect(formReasons(given).map(each => each.code)).toEqual(expected);
  });
});

describe('the interpretation plan', () => {
  it('says everything it lacks at once', () => {
    const empty = { interpreter: ' ', points: [''], forms: [], channels: [], together: false };
    expect(planReasons(empty, [], true).map(each => each.code)).toEqual([
      'interpreter-missing',
      'points-missing',
      'forms-missing',
      'channels-missing',
      'not-together',
    ]);
    expect(planReasons(null, [], true).map(each => each.code)).toEqual(['plan-missing']);
  });

  it('holds what it plans: every form there, and leaving together where the rule demands it', () => {
    expect(planReasons(plan, ['questions'], true)).toEqual([]);
    expect(planReasons(plan, ['text'], true).map(each => each.code)).toEqual(['planned-form-absent']);
    expect(planReasons({ ...plan, together: false }, ['questions'], false)).toEqual([]);
  });
});

describe('who must interpret', () => {
  it.each([
    ['normative-document', false, null, true],
    ['normative-document', false, 'repealed', false],
    ['normative-document', false, 'expired', false],
    ['notice', false, null, false],
    ['notice', true, null, true],
    ['interpretation', true, null, false],
  ] as const)('%s, wide effect %s, validity %s: %s', (kind, wideEffect, validity, expected) => {
    expect(isCompulsory(kind, { wideEffect, validity })).toBe(expected);
  });
});

describe('a form with fields as a text', () => {
  it('questions become headings that jump to their answers', () => {
    expect(formBody({ form: 'questions', pairs: [pair] })).toBe(
      '<h2>问：谁可以申请？</h2><p>答：符合条件的人。</p>',
    );
  });

  it('a card answers its four questions in their order', () => {
    expect(formBody(card)?.match(/<h2>(.*?)<\/h2>/g)).toEqual([
      '<h2>谁能享受</h2>',
      '<h2>享受什么</h2>',
      '<h2>怎么办</h2>',
      '<h2>找谁办</h2>',
    ]);
  });

  it('what looks like markup stays text', () => {
    const evil = { question: '<script>1</script>', answer: 'a & "b"\n<img src=x>' };
    expect(formBody({ form: 'questions', pairs: [evil] })).toBe(
      '<h2>问：&lt;script&gt;1&lt;/script&gt;</h2><p>答：a &amp; &quot;b&quot;</p><p>&lt;img src=x&gt;</p>',
    );
  });

  it('a free form has no body of its own', () => {
    expect([formBody({ form: 'text' }), formBody({ form: 'chart' }), formBody(null)]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('fields read again from a body whose words were changed', () => {
  const withTwo = { question: '电话是多少？', answer: '请拨打 13812345678\n或者 <现场> & 咨询' };
  it.each([
    [{ form: 'questions' as const, pairs: [pair, withTwo] }],
    [{ ...interview, pairs: [withTwo] }],
    [{ ...card, how: '甲\n乙 & 13812345678' }],
    [{ ...audio, transcript: '第一段\n13812345678' }],
  ])('%j comes back as it was, and with what was masked', content => {
    const body = formBody(content) ?? '';
    expect(fieldsFromBody(content, body)).toEqual(content);
    const masked = fieldsFromBody(content, body.replace('13812345678', '138****5678'));
    expect(JSON.stringify(masked)).toBe(JSON.stringify(content).replace('13812345678', '138****5678'));
  });

  it('a body of another shape leaves the fields as they are', () => {
    expect(fieldsFromBody({ form: 'questions', pairs: [pair] }, '<p>另写的正文</p>')).toBeNull();
    expect(fieldsFromBody(card, '<h2>谁能享受</h2><p>甲</p>')).toBeNull();
    expect(fieldsFromBody({ form: 'text' }, '<p>正文</p>')).toBeNull();
  });
});
