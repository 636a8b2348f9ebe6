import { enforcementPorts } from '../../main/enforcement-ports.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import { actorWith, creditCode } from '../publications/items.fixture.ts';
import { structuredBench } from '../publications/structured.fixture.ts';
import { enforcementPack } from './contract/pack.ts';
import { type DecisionContent, decisionContent } from './contract.ts';
import { createEnforcement } from './service.ts';

/** Decisions on a real database with real publications and files. For tests. */

export const officer = actorWith(
  {
    'item.read': 'every-unit',
    'item.draft': 'own-unit',
    'item.amend': 'own-unit',
    'enforcement.edit': 'own-unit',
    'enforcement.propose': 'own-unit',
    'enforcement.exchange': 'own-unit',
  },
  { name: '执法人员', unitId: 'office' },
);

export const testPack = enforcementPack.parse({
  columns: { licence: 'statutory', penalty: 'statutory' },
  mattersColumn: 'statutory',
  matters: [
    {
      code: 'ZF-01',
      kind: 'penalty',
      name: '对社会团体的处罚',
      basis: '社会团体登记管理条例',
      unit: 'office',
    },
  ],
});

export const organisationCode = creditCode('51520500MJR123456');

export function penalty(over: Partial<DecisionContent> = {}): DecisionContent {
  return decisionContent.parse({
    kind: 'penalty',
    unitId: 'office',
    documentNo: '毕民罚〔2019〕1号',
    title: '行政处罚决定书',
    matter: '对社会团体违反登记管理规定行为的处罚',
    partyKind: 'organisation',
    partyName: '某市演示协会',
    creditCode: organisationCode,
    representative: '测试代表',
    violation: '未按照规定接受年度检查',
    facts: '未按照规定接受年度检查。',
    basis: '《社会团体登记管理条例》第三十条',
    conclusion: '警告，并处罚款2000元。',
    categories: ['warning', 'fine'],
    fineYuan: 2000,
    weight: 'ordinary',
    decidedOn: '2019-05-27',
    ...over,
  });
}

/** A clock that the test sets. */
export function settableClock(first: string): Clock & { set(instant: string): void } {
  let now = new Date(first);
  return {
    now: () => now,
    today: () => new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10) as never,
    set: instant => {
      now = new Date(instant);
    },
  };
}

export async function enforcementBench(database: Database, clock: Clock) {
  const { made, ...rest } = await structuredBench(
    database,
    clock,
    { enforcement: testPack },
    (base, sources) => createEnforcement({ ...base, ...enforcementPorts(sources) }),
  );
  return { enforcement: made, ...rest };
}
