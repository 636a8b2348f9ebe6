import canonicalize from 'canonicalize';
import { type ChangeNotice, type ReleasedEntry, type ReleasedList, type Sort, tableOf } from '../contract.ts';

/** 调整公告： what a list says otherwise than the edition before. */

function differing(sort: Sort, was: ReleasedEntry, is: ReleasedEntry): string[] {
  const fields = tableOf(sort).fields.filter(
    ({ id }) => canonicalize(was.content[id] ?? null) !== canonicalize(is.content[id] ?? null),
  );
  return [
    ...(was.name === is.name ? [] : ['事项名称']),
    ...(was.unitName === is.unitName ? [] : ['责任单位']),
    ...fields.map(each => each.name),
  ];
}

/** Entries are the same thing when they bear the same code. */
export function changesBetween(
  was: Pick<ReleasedList, 'entries' | 'list'>,
  is: readonly ReleasedEntry[],
  removed: ReleasedList['removed'],
): ChangeNotice {
  const before = new Map(was.entries.map(each => [each.code, each]));
  const after = new Map(is.map(each => [each.code, each]));
  const named = ({ code, name }: ReleasedEntry) => ({ code, name });
  return {
    added: is.filter(each => !before.has(each.code)).map(named),
    changed: is.flatMap(each => {
      const old = before.get(each.code);
      const fields = old === undefined ? [] : differing(was.list.sort, old, each);
      return fields.length > 0 ? [{ ...named(each), fields }] : [];
    }),
    removed: was.entries
      .filter(each => !after.has(each.code))
      .map(each => ({ ...named(each), reason: removed.find(gone => gone.code === each.code)?.reason ?? '' })),
  };
}

export function isUnchanged({ added, changed, removed }: ChangeNotice): boolean {
  return added.length + changed.length + removed.length === 0;
}

/** The notice in sentences. */
export function changeWords({ added, changed, removed }: ChangeNotice): string[] {
  return [
    ...added.map(each => `新增：${each.name}（${each.code}）`),
    ...changed.map(each => `变更：${each.name}（${each.code}），变更内容：${each.fields.join('、')}`),
    ...removed.map(
      each => `取消：${each.name}（${each.code}）${each.reason === '' ? '' : `，理由：${each.reason}`}`,
    ),
  ];
}
