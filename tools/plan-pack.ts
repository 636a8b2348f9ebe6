/**
 * Writes packs/bijie-civil-affairs/plan-2019.yaml from the curated obligations of the 2019 plan: names of elements,
 * units and limits are facts; no sentence of the plan is carried over.
 *
 * Usage: node tools/plan-pack.ts OBLIGATIONS.json [OUT.yaml]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Document, isMap, isSeq, type YAMLMap } from 'yaml';
import type { PlanLeaf } from '../src/contexts/plan/contract.ts';
import { planPack } from '../src/contexts/plan/contract.ts';
import { type Choice, choices, general } from './plan-choices.ts';

interface Obligation {
  readonly id: string;
  readonly path: readonly string[];
  readonly title: string;
  readonly kind: PlanLeaf['kind'];
  readonly lead: readonly string[];
  readonly cooperating: readonly string[];
  readonly responsibilityLabel: string | null;
  readonly elements: readonly {
    name: string;
    form: string;
    breakdown: string | null;
    figures: readonly string[];
  }[];
  readonly explicitLimits: readonly { what: string; limit: string }[];
  readonly channels: readonly string[];
  readonly suggested: {
    readonly deadline: string;
    readonly perCounty: boolean;
    readonly personalData: PlanLeaf['personalData'];
  };
}

type Element = PlanLeaf['elements'][number];

function quarterlyElement(element: Element): Pick<Element, 'cadence' | 'deadline'> {
  if (element.form === 'table' && !element.name.includes('标准')) return {};
  const arises = element.form === 'project' || element.form === 'case';
  return { cadence: arises ? 'on-event' : 'standing', deadline: general };
}

function elementsOf(obligation: Obligation, choice: Choice): Element[] {
  return obligation.elements.map((source, i) => {
    const element: Element = { ...source, figures: [...source.figures] };
    const own = choice.own?.find(each => each.nos.includes(i + 1));
    const set = own ?? (choice.figuresOnly ? quarterlyElement(element) : {});
    return {
      ...element,
      ...(set.cadence === undefined ? {} : { cadence: set.cadence }),
      ...(set.deadline === undefined ? {} : { deadline: set.deadline }),
    };
  });
}

function leafOf(obligation: Obligation): PlanLeaf {
  const choice = choices[obligation.id];
  if (choice === undefined) throw new Error(`No choice for leaf ${obligation.id}.`);
  return {
    id: obligation.id,
    path: [...obligation.path],
    title: obligation.title,
    kind: obligation.kind,
    column: choice.column,
    responsibilityLabel: obligation.responsibilityLabel ?? '',
    lead: [...obligation.lead],
    cooperating: [...obligation.cooperating],
    owners: [...choice.owners],
    limits: obligation.explicitLimits.map(each => ({ ...each })),
    channels: [...obligation.channels],
    cadence: choice.cadence,
    deadline: choice.deadline,
    basis: choice.basis,
    setBy: choice.setBy,
    attribute: 'proactive',
    perCounty: obligation.suggested.perCounty,
    personalData: obligation.suggested.personalData,
    elements: elementsOf(obligation, choice),
    text: '',
  };
}

/** Leaves out what the schema fills in by itself, so that a person reads only what was decided. */
function lean(leaf: PlanLeaf): Record<string, unknown> {
  const { text: _text, attribute: _attribute, ...rest } = leaf;
  const elements = leaf.elements.map(({ breakdown, figures, ...element }) => ({
    ...element,
    ...(breakdown === null ? {} : { breakdown }),
    ...(figures.length === 0 ? {} : { figures }),
  }));
  const full: Record<string, unknown> = { ...rest, elements };
  return Object.fromEntries(
    Object.entries(full).filter(
      ([key, value]) =>
        key === 'lead' || (value !== false && value !== '' && !(Array.isArray(value) && value.length === 0)),
    ),
  );
}

/** One line per element, list and rule: 499 elements have to stay readable. */
function flatten(map: YAMLMap): void {
  for (const { key, value } of map.items as { key: { value: string }; value: unknown }[]) {
    if (key.value === 'elements' && isSeq(value)) {
      for (const item of value.items) if (isMap(item)) item.flow = true;
    } else if (isSeq(value) || isMap(value)) value.flow = true;
  }
}

function written(obligations: readonly Obligation[]): string {
  const head = { year: 2019, title: '毕节市民政局2019年政务公开工作实施方案', issuedOn: '2019-05-26' };
  const leaves = obligations.map(leafOf);
  planPack.parse({ ...head, leaves });
  const document = new Document({ ...head, leaves: leaves.map(lean) }, { aliasDuplicateObjects: false });
  document.commentBefore =
    ' 2019年方案的46个条目、499个公开要素(名称、单位、数字属事实)。由 tools/plan-pack.ts 生成。\n' +
    ' 要素自己的 cadence、deadline 优先于条目的;setBy 说明期限由谁确定:plan 方案,law 法律法规,default 默认。';
  const sequence = document.get('leaves');
  if (!isSeq(sequence)) throw new Error('The leaves are a sequence.');
  sequence.items.forEach((item, i) => {
    if (!isMap(item)) return;
    flatten(item);
    item.commentBefore = ` ${obligations[i]?.suggested.deadline}`;
  });
  return document.toString({ lineWidth: 0, singleQuote: true });
}

const [source, out] = process.argv.slice(2);
if (source === undefined) {
  process.stderr.write('Usage: node tools/plan-pack.ts OBLIGATIONS.json [OUT.yaml]\n');
  process.exitCode = 2;
} else {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const target = out ?? join(root, 'packs', 'bijie-civil-affairs', 'plan-2019.yaml');
  writeFileSync(target, written(JSON.parse(readFileSync(source, 'utf8')) as Obligation[]));
}
