import canonicalize from 'canonicalize';
import type { Sheet } from '../../../platform/sheets.ts';
import {
  itemWeightWords,
  methodWords,
  type ReleasedAnnouncement,
  type ReleasedDraw,
  type ReleasedItem,
  type ReleasedPlan,
  type ReleasedResults,
} from '../contract.ts';

/** Data files of what is released of a task. */

/** The same data has the same bytes, and so the same digest. */
export function taskJson(data: object): Uint8Array {
  return new TextEncoder().encode(`${canonicalize(data)}\n`);
}

export function listSheet({ lists }: ReleasedAnnouncement): Sheet {
  return {
    name: '检查对象名录',
    heads: ['序号', '检查对象', '统一社会信用代码', '所属单位'],
    rows: lists.objects.map(({ name, code, unit }, no) => [no + 1, name, code, unit]),
  };
}

export function drawSheet({ lists, picked }: ReleasedDraw): Sheet {
  const objects = new Map(lists.objects.map(each => [each.id, each]));
  const inspectors = new Map(lists.inspectors.map(each => [each.id, each]));
  return {
    name: '抽取结果',
    heads: ['抽取次序', '检查对象', '统一社会信用代码', '所属单位', '检查人员（执法证号）'],
    rows: picked.map(({ objectId, inspectorIds }, no) => {
      const object = objects.get(objectId);
      const people = inspectorIds.map(id => {
        const each = inspectors.get(id);
        return each === undefined ? id : `${each.name}（${each.certificate}）`;
      });
      return [no + 1, object?.name ?? objectId, object?.code ?? '', object?.unit ?? '', people.join('、')];
    }),
  };
}

export function resultSheet({ results }: ReleasedResults): Sheet {
  return {
    name: '检查结果',
    heads: ['检查对象', '统一社会信用代码', '检查日期', '检查结果', '处理意见', '检查人员'],
    rows: results.map(each => [
      ...[each.objectName, each.objectCode, each.checkedOn, each.resultWords, each.handling],
      each.inspectors.join('、'),
    ]),
  };
}

/** 随机抽查事项清单. */
export function itemSheet(items: readonly ReleasedItem[]): Sheet {
  return {
    name: '随机抽查事项清单',
    heads: [
      '编码',
      '抽查类别',
      '抽查事项',
      '检查对象',
      '事项类别',
      '抽查比例',
      '检查频次',
      '检查方式',
      '检查依据',
    ],
    rows: items.map(item => [
      ...[item.code, item.category, item.name, item.poolName, itemWeightWords[item.weight]],
      `${item.weight === 'key' ? '不低于' : '不超过'}${item.sharePercent}%`,
      ...[item.frequency, item.methods.map(each => methodWords[each]).join('、'), item.basis],
    ]),
  };
}

/** 年度抽查计划. */
export function planSheet({ year, tasks }: ReleasedPlan): Sheet {
  return {
    name: `${year}年度抽查计划`,
    heads: ['抽查', '抽查事项', '检查主体', '时间', '抽查比例', '每个对象的检查人员'],
    rows: tasks.map(each => [
      ...[each.title, `${each.itemCode} ${each.itemName}`, each.organ, `${each.month}月`],
      ...[`${each.sharePercent}%`, `${each.inspectorsPerObject}名`],
    ]),
  };
}
