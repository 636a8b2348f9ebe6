import { type Citation, cite } from '../../../law/citation.ts';
import { isDay } from '../../../law/day.ts';
import { findPersonalNumbers, personalNumberWords } from '../../../law/masking.ts';
import { type Reason, reason } from '../../../law/refusal.ts';
import { creditCodeFault } from '../../../law/social-credit-code.ts';
import { type DecisionContent, kindWords, type PenaltyCategory } from '../contract.ts';

/** What is wrong with a decision as it is written down, field by field. Sources: 国办发〔2018〕118号, 行政处罚法 arts 9, 39, GB 32100-2015. */

type Field = keyof DecisionContent;

const publicity = cite('国办发〔2018〕118号');

function at(where: Field, code: string, message: string, ...basis: Citation[]): Reason {
  return { ...reason(code, message, ...basis), where };
}

function needed(content: DecisionContent): Reason[] {
  const { kind } = content;
  const words = kindWords[kind];
  const asked: readonly (readonly [Field, string])[] = [
    [
      'documentNo',
      kind === 'licence'
        ? '请填写行政许可决定文书号；没有文书号的，填写许可编号。'
        : `请填写${words}决定书文号，没有文号的决定不能公示。`,
    ],
    ['title', `请填写${words}决定文书名称。`],
    ['matter', '请填写执法事项名称。'],
    ['partyName', '请填写行政相对人名称。'],
    ['basis', `请填写${words}依据，写明法律、法规、规章的名称和条款。`],
    ['conclusion', kind === 'penalty' ? '请填写处罚内容。' : `请填写${words}的内容或者结论。`],
  ];
  const facts: readonly (readonly [Field, string])[] =
    kind === 'penalty' || kind === 'coercion' ? [['facts', '请填写违法事实摘要。']] : [];
  const violation: readonly (readonly [Field, string])[] =
    kind === 'penalty' ? [['violation', '请填写违法行为类型，如“未按照规定接受监督检查”。']] : [];
  return [...asked, ...violation, ...facts]
    .filter(([field]) => content[field] === '')
    .map(([field, message]) => at(field, 'missing', message, publicity));
}

function partyFaults({ partyKind, creditCode, isMinor }: DecisionContent): Reason[] {
  const faults: Reason[] = [];
  const code = cite('GB 32100-2015');
  if (partyKind === 'person' && creditCode !== '')
    faults.push(
      at('creditCode', 'code-of-person', '自然人不填统一社会信用代码，也不要在此填写身份证号码。', code),
    );
  if (partyKind === 'organisation' && creditCode === '')
    faults.push(at('creditCode', 'missing', '请填写行政相对人的统一社会信用代码。', code));
  if (partyKind !== 'person' && creditCode !== '') {
    const fault = creditCodeFault(creditCode);
    if (fault !== undefined) faults.push(at('creditCode', 'credit-code', fault, code));
  }
  if (partyKind !== 'person' && isMinor)
    faults.push(at('isMinor', 'minor-organisation', '只有自然人可以标为未成年人，请核对相对人类别。'));
  return faults;
}

function dayFaults(content: DecisionContent, today: string): Reason[] {
  const { decidedOn, validFrom, validUntil } = content;
  const faults: Reason[] = [];
  if (!isDay(decidedOn))
    faults.push(at('decidedOn', 'no-such-day', `“${decidedOn}”不是日历上的日期，请核对。`));
  else if (decidedOn > today)
    faults.push(at('decidedOn', 'in-future', '决定日期晚于今天，请核对决定文书上的日期。', publicity));
  if (validFrom !== null && !isDay(validFrom))
    faults.push(at('validFrom', 'no-such-day', `“${validFrom}”不是日历上的日期，请核对。`));
  if (validUntil !== null && !isDay(validUntil))
    faults.push(at('validUntil', 'no-such-day', `“${validUntil}”不是日历上的日期，请核对。`));
  if (validFrom !== null && validUntil !== null && validUntil < validFrom)
    faults.push(at('validUntil', 'ends-before', '有效期截止日早于开始日，请核对。'));
  return faults;
}

function pairFault(
  { categories }: DecisionContent,
  category: PenaltyCategory,
  isGiven: boolean,
  field: Field,
  words: { readonly thing: string; readonly category: string },
): Reason[] {
  const nine = cite('行政处罚法', 9);
  const isNamed = categories.includes(category);
  if (isNamed && !isGiven)
    return [at(field, 'missing', `处罚类别有“${words.category}”，请填写${words.thing}。`, nine)];
  if (!isNamed && isGiven)
    return [
      at('categories', 'category', `填写了${words.thing}，处罚类别应当包括“${words.category}”。`, nine),
    ];
  return [];
}

function penaltyFaults(content: DecisionContent): Reason[] {
  const { kind, categories, fineYuan, confiscatedYuan, licenceTaken, weight, violation } = content;
  const fine = (fineYuan ?? 0) > 0;
  const confiscated = (confiscatedYuan ?? 0) > 0;
  if (kind !== 'penalty') {
    const hasPenalty =
      categories.length > 0 ||
      fine ||
      confiscated ||
      licenceTaken !== '' ||
      weight !== null ||
      violation !== '';
    return hasPenalty
      ? [at('kind', 'only-penalty', '只有行政处罚填写违法行为类型、处罚类别、金额和轻重，请核对决定的类型。')]
      : [];
  }
  return [
    ...(categories.length === 0
      ? [at('categories', 'missing', '请选择处罚类别。', cite('行政处罚法', 9))]
      : []),
    ...(weight === null ? [at('weight', 'missing', '请选择处罚的轻重，公示期限由此确定。')] : []),
    ...pairFault(content, 'fine', fine, 'fineYuan', { thing: '罚款金额', category: '罚款' }),
    ...pairFault(content, 'confiscation', confiscated, 'confiscatedYuan', {
      thing: '没收金额',
      category: '没收违法所得、没收非法财物',
    }),
    ...(categories.includes('licence') || licenceTaken === ''
      ? []
      : pairFault(content, 'licence', true, 'licenceTaken', {
          thing: '暂扣或者吊销的证照',
          category: '暂扣许可证件、降低资质等级、吊销许可证件',
        })),
  ];
}

/** Texts that go out: a number of a person in them would go out too. */
const shownTexts = [
  'title',
  'matter',
  'partyName',
  'violation',
  'facts',
  'basis',
  'conclusion',
  'licenceTaken',
] as const;

function numberFaults(content: DecisionContent): Reason[] {
  return shownTexts.flatMap(field => {
    const found = findPersonalNumbers(content[field])[0];
    return found === undefined
      ? []
      : [
          at(
            field,
            'personal-number',
            `文字中有${personalNumberWords[found.kind]}，公示前请删去或者改写。`,
            cite('行政处罚法', 50),
            cite('政府信息公开条例', 15),
          ),
        ];
  });
}

/** Everything that is wrong, each with its field in `where`; empty where the decision can be kept. */
export function faultsOf(content: DecisionContent, today: string): Reason[] {
  const { kind, licenceType } = content;
  const licence =
    kind === 'licence' && licenceType === null
      ? [at('licenceType', 'missing', '请选择许可类别；社会组织登记选“登记”。', cite('行政许可法', 40))]
      : [];
  return [
    ...needed(content),
    ...partyFaults(content),
    ...dayFaults(content, today),
    ...licence,
    ...penaltyFaults(content),
    ...numberFaults(content),
  ];
}
