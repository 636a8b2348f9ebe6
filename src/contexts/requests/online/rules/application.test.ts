import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../../law/day.ts';
import { residentCheckDigit } from '../../../../law/resident-id.ts';
import { socialCreditCheckCharacter } from '../../../../law/social-credit-code.ts';
import { type ApplicationField, readApplication, readValues, type Who } from './application.ts';

const today = dayOf('2026-11-20');
const number = (first17: string) => first17 + residentCheckDigit(first17);
const person = {
  name: '测试人',
  identityDocument: 'resident-id',
  identityNo: number('52242219800101001'),
  phone: '13800000000',
  subject: '养老机构补贴标准',
  carrier: 'electronic',
  supply: 'online',
};
const organisation = {
  name: '测试公司',
  kind: 'business',
  identityNo: `91520500MA6DEM00X${socialCreditCheckCharacter('91520500MA6DEM00X')}`,
  contact: '联系人',
  address: '测试路1号',
  subject: '社会组织登记数量',
  carrier: 'paper',
  supply: 'post',
};

type Sent = Readonly<Partial<Record<ApplicationField, string>>>;
const read = (who: Who, sent: Sent) => readApplication(who, readValues(sent), today);

function wrong(who: Who, sent: Sent): string[] {
  const result = read(who, sent);
  return result.ok ? [] : result.reasons.map(each => `${each.where} ${each.code}`);
}

describe('the online application (条例 art 29)', () => {
  it('of a person is taken in as it was typed', () => {
    const result = read('person', { ...person, phone: '１３８００００００００', description: '甲\r\n乙' });
    expect(result).toMatchObject({
      ok: true,
      intake: {
        via: 'internet',
        oral: false,
        submittedOn: '2026-11-20',
        applicant: { kind: 'natural-person', name: '测试人', phone: '13800000000' },
        wish: { subject: '养老机构补贴标准', description: '甲\n乙', carrier: 'electronic', supply: 'online' },
      },
    });
  });

  it('of an organisation is taken in with its kind, which the annual report counts', () => {
    expect(read('organisation', organisation)).toMatchObject({
      ok: true,
      intake: { applicant: { kind: 'business', identityDocument: null, contact: '联系人' } },
    });
  });

  it('has no field for a purpose', () => {
    const values = readValues({ ...person, purpose: '自用' });
    expect(Object.keys(values)).not.toContain('purpose');
  });

  it.each<[string, Who, Sent, string[]]>([
    ['an empty subject', 'person', { ...person, subject: '  ' }, ['subject subject-missing']],
    ['no name', 'person', { ...person, name: '' }, ['name name-missing']],
    [
      'an identity number with a wrong check digit',
      'person',
      { ...person, identityNo: '522422198001010010' },
      ['identityNo wrong-resident-id'],
    ],
    ['no way to be reached', 'person', { ...person, phone: '' }, ['phone contact-missing']],
    ['half a telephone number', 'person', { ...person, phone: '123' }, ['phone wrong-phone']],
    ['an address of mail without a host', 'person', { ...person, email: 'a@b' }, ['email wrong-email']],
    ['a postcode of four digits', 'person', { ...person, postcode: '5517' }, ['postcode wrong-postcode']],
    [
      'post without an address',
      'person',
      { ...person, carrier: 'paper', supply: 'post' },
      ['address address-missing'],
    ],
    ['mail without an address', 'person', { ...person, supply: 'email' }, ['email email-missing']],
    ['paper by download', 'person', { ...person, carrier: 'paper' }, ['supply carrier-and-supply']],
    [
      'reading on the spot by post',
      'person',
      { ...person, address: '甲', carrier: 'inspect', supply: 'post' },
      ['supply carrier-and-supply'],
    ],
    [
      'no choice of form and way',
      'person',
      { ...person, carrier: '', supply: '' },
      ['carrier carrier-missing', 'supply supply-missing'],
    ],
    [
      'a text of 5001 characters',
      'person',
      { ...person, description: '字'.repeat(5001) },
      ['description description-too-long'],
    ],
    [
      'a wrong credit code',
      'organisation',
      { ...organisation, identityNo: '91520500MA6DEM00XX' },
      ['identityNo wrong-credit-code'],
    ],
    ['no kind of organisation', 'organisation', { ...organisation, kind: '' }, ['kind kind-missing']],
    [
      'an organisation that is a person',
      'organisation',
      { ...organisation, kind: 'natural-person' },
      ['kind kind-missing'],
    ],
    [
      'nobody to ask for',
      'organisation',
      { ...organisation, contact: '' },
      ['contact contact-person-missing'],
    ],
    ['a fax without a number', 'organisation', { ...organisation, supply: 'fax' }, ['phone fax-missing']],
  ])('with %s is handed back at its field', (_words, who, sent, expected) => {
    expect(wrong(who, sent)).toEqual(expected);
  });

  it('says everything that is wrong at once, in the order of the form', () => {
    expect(wrong('person', { supply: 'post' }).map(each => each.split(' ')[0])).toEqual([
      'name',
      'identityDocument',
      'identityNo',
      'phone',
      'address',
      'subject',
      'carrier',
    ]);
  });

  it('keeps no control characters and no half characters', () => {
    const { name, description } = readValues({
      name: '张\u0000三\u001b',
      description: '半\ud83d个\u0007\n行',
    });
    expect([name, description]).toEqual(['张三', '半\ufffd个\n行']);
  });
});

describe('asking that the own record be corrected (条例 art 41)', () => {
  const asked = {
    ...person,
    subject: '低保档案中的家庭人口数',
    recordNow: '三人',
    recordRight: '四人',
    recordReasons: '户口簿证明有四人。',
    supply: 'post',
    address: '测试路1号',
  };
  const record = (who: Who, sent: Sent) => readApplication(who, readValues(sent), today, 'own-record');

  it('keeps what is said of the record with the name, and nothing of it in the wish', () => {
    const result = record('person', { ...asked, description: '四人' });
    expect(result).toMatchObject({
      ok: true,
      intake: {
        matter: 'own-record',
        applicant: { ownRecord: { now: '三人', right: '四人', reasons: '户口簿证明有四人。' } },
        wish: { subject: asked.subject, description: '', carrier: 'paper', supply: 'post' },
      },
    });
  });

  it.each<[string, Who, Sent, string[]]>([
    [
      'nothing said of the record',
      'person',
      { ...asked, subject: '', recordNow: ' ', recordRight: '', recordReasons: '' },
      [
        'subject subject-missing',
        'recordNow record-now-missing',
        'recordRight record-right-missing',
        'recordReasons record-reasons-missing',
      ],
    ],
    [
      'more than a field holds',
      'person',
      { ...asked, recordNow: '长'.repeat(1001) },
      ['recordNow recordNow-too-long'],
    ],
    ['a way that brings no letter', 'person', { ...asked, supply: 'fax' }, ['supply supply-missing']],
    ['post without an address', 'person', { ...asked, address: '' }, ['address address-missing']],
    [
      'an organisation without a contact',
      'organisation',
      { ...organisation, ...asked, identityNo: organisation.identityNo, contact: '' },
      ['contact contact-person-missing'],
    ],
  ])('with %s says so, field by field, with article 41', (_words, who, sent, expected) => {
    const result = record(who, sent);
    const reasons = result.ok ? [] : result.reasons;
    expect(reasons.map(each => `${each.where} ${each.code}`)).toEqual(expected);
    for (const each of reasons.filter(({ basis }) => basis.length > 0))
      expect(each.basis, each.code).toMatchObject([{ article: 41 }]);
  });

  it('a request for information carries none of it', () => {
    const result = read('person', { ...person, recordNow: '三人', recordRight: '四人' });
    expect(result.ok && result.intake.applicant).not.toHaveProperty('ownRecord');
  });
});
