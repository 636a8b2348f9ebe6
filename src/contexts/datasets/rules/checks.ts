import { findPersonalNumbers } from '../../../law/masking.ts';
import type { Balance, Dataset, Measure } from '../contract/pack.ts';
import type { CellAddress, CheckCode, CheckFinding } from '../contract.ts';
import { type JumpRule, jumpIn, totalJumps } from './jumps.ts';
import {
  type CellValue,
  enteredCells,
  keyOf,
  placeWords,
  plain,
  type Region,
  rowsOf,
  type Values,
} from './table.ts';

/** What must hold in a table before it goes out. Each finding names its cell and says what to do. */

export interface CheckInput {
  readonly set: Dataset;
  readonly regions: readonly Region[];
  readonly values: Values;
  /** Entered values of the period before; null where there is none. */
  readonly before: Values | null;
  readonly jump: JumpRule;
  /** Whether words are a person's name. */
  readonly isName: (text: string) => boolean;
  /** By `explanationKey`. */
  readonly explanations: ReadonlyMap<string, string>;
}

export function explanationKey(code: CheckCode, cell: CellAddress): string {
  return `${code}|${keyOf(cell)}`;
}

/** Amounts of a bureau never come near; a number beyond it is a slip of the unit. */
const largest = 1e12;
/** 万元 are kept to the yuan and one digit more. */
const mostDecimals = 6;
/** Half of the last digit that people keep of 万元. */
const tolerance = 0.005;

const severities: Readonly<Record<CheckCode, CheckFinding['severity']>> = {
  'cell-missing': 'reason',
  'not-a-number': 'block',
  'not-whole': 'block',
  negative: 'block',
  'too-large': 'block',
  'person-named': 'block',
  'balance-broken': 'block',
  'carried-differs': 'reason',
  jump: 'reason',
  'total-differs': 'block',
  'part-open': 'block',
};

export interface ValueFault {
  readonly code: CheckCode;
  readonly words: string;
}

/** Whether a text points to a person; it is never repeated in what we say of it. */
export function pointsToPerson(text: string, isName: (text: string) => boolean): boolean {
  return findPersonalNumbers(text).length > 0 || isName(text.replaceAll(/[\s　*＊×]/g, ''));
}

/** What is wrong with one value by itself. */
export function valueFault(
  measure: Measure,
  value: CellValue,
  isName: (text: string) => boolean,
): ValueFault | undefined {
  if (typeof value === 'string') {
    if (pointsToPerson(value, isName))
      return {
        code: 'person-named',
        words: '这里像是个人的姓名或者证件、电话号码。统计表只收汇总数，请删去并填写汇总数。',
      };
    if (measure.rule !== 'text') return { code: 'not-a-number', words: '这里应填数字，请删去文字和单位。' };
    return undefined;
  }
  if (measure.rule === 'text') return undefined;
  if (!Number.isFinite(value)) return { code: 'not-a-number', words: '这里应填数字。' };
  if (value < 0 && !measure.mayBeNegative) return { code: 'negative', words: '不能小于0，请核对。' };
  if (Math.abs(value) > largest || plain(value) !== Number(value.toFixed(mostDecimals)))
    return { code: 'too-large', words: `数字过大，请核对单位是否为${measure.unit}。` };
  if ((measure.countsPersons || measure.isWhole) && !Number.isInteger(value))
    return { code: 'not-whole', words: `以${measure.unit}计的数应是整数，请核对。` };
  return undefined;
}

function isNumber(value: CellValue | undefined): value is number {
  return typeof value === 'number';
}

function balanceWords(set: Dataset, { result, plus, minus }: Balance): string {
  const name = (id: string) => set.measures.find(each => each.id === id)?.name ?? id;
  return `${name(result)}＝${plus.map(name).join('＋')}${minus.map(id => `－${name(id)}`).join('')}`;
}

type Found = Omit<CheckFinding, 'explained' | 'where' | 'severity'>;

function balanceFindings({ set, regions, values, before }: CheckInput): Found[] {
  const found: Found[] = [];
  for (const { region, class: kind } of rowsOf(set, regions))
    for (const balance of set.balances) {
      const at = (measure: string): CellAddress => ({ region, class: kind, measure });
      const value = (measure: string) => values.get(keyOf(at(measure)));
      const result = value(balance.result);
      const plus = balance.plus.map(value);
      const minus = balance.minus.map(value);
      if (isNumber(result) && plus.every(isNumber) && minus.every(isNumber)) {
        const due = plain(plus.reduce((a, b) => a + b, 0) - minus.reduce((a, b) => a + b, 0));
        if (Math.abs(due - result) > tolerance)
          found.push({
            code: 'balance-broken',
            cell: at(balance.result),
            words: `填的是${result}，按“${balanceWords(set, balance)}”应为${due}，相差${plain(result - due)}。请核对各项。`,
          });
      }
      if (balance.carried === undefined || before === null) continue;
      const [carried, last] = [value(balance.carried), before.get(keyOf(at(balance.result)))];
      if (isNumber(carried) && isNumber(last) && Math.abs(carried - last) > tolerance)
        found.push({
          code: 'carried-differs',
          cell: at(balance.carried),
          words: `上期结余为${last}，本期结转填的是${carried}。请核对，确有调整的说明原因。`,
        });
    }
  return found;
}

function cellFindings(input: CheckInput): Found[] {
  const { set, regions, values } = input;
  const measures = new Map(set.measures.map(each => [each.id, each]));
  return enteredCells(set, regions).flatMap(({ region, class: kind, measure: id, required }): Found[] => {
    const cell = { region, class: kind, measure: id };
    const measure = measures.get(id)!;
    const value = values.get(keyOf(cell));
    if (value === undefined)
      return required
        ? [
            {
              code: 'cell-missing',
              cell,
              words: '还没有填写。没有发生的填0；确实没有统计的说明原因，合计数将不显示。',
            },
          ]
        : [];
    const fault = valueFault(measure, value, input.isName);
    if (fault !== undefined) return [{ ...fault, cell }];
    const jump = jumpIn(input, cell, [value, input.before?.get(keyOf(cell))]);
    return jump === undefined ? [] : [{ code: 'jump', ...jump }];
  });
}

/** Everything that stands against the table, in the order of its cells; those that block first. */
export function checkTable(input: CheckInput): CheckFinding[] {
  const totals = totalJumps(input).map((jump): Found => ({ code: 'jump', ...jump }));
  const findings = [...cellFindings(input), ...totals, ...balanceFindings(input)].map(found => ({
    ...found,
    severity: severities[found.code],
    where: found.cell === null ? '' : placeWords(input.set, input.regions, found.cell),
    explained: (found.cell && input.explanations.get(explanationKey(found.code, found.cell))) ?? null,
  }));
  return [
    ...findings.filter(each => each.severity === 'block'),
    ...findings.filter(each => each.severity === 'reason'),
  ];
}

/** Findings that stand in the way of consolidating. */
export function unsettled(findings: readonly CheckFinding[]): CheckFinding[] {
  return findings.filter(({ severity, explained }) => severity === 'block' || explained === null);
}
