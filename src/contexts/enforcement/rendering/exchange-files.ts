import { shanghaiDay } from '../../../platform/clock.ts';
import type { Sheet } from '../../../platform/sheets.ts';
import { columnsOf, type ExchangeKind, type ExchangePack } from '../contract/exchange-columns.ts';
import type { Reported } from '../rules/exchange.ts';

/** A file for the credit sites: heads in the official order, one row for each decision. */

/** Beijing time, as the sites write it: 2019-06-17 09:00:00. */
function moment(at: Date): string {
  const time = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 19);
  return `${shanghaiDay(at)} ${time}`;
}

export function exchangeSheet(
  name: string,
  kind: ExchangeKind,
  rows: readonly { readonly reported: Reported }[],
  { pack, madeAt }: { readonly pack: ExchangePack; readonly madeAt: Date },
): Sheet {
  const columns = columnsOf(kind, pack);
  return {
    name,
    heads: columns.map(each => each.head),
    rows: rows.map(({ reported }) =>
      columns.map(({ code, value }) => (value === 'exportedAt' ? moment(madeAt) : (reported[code] ?? ''))),
    ),
  };
}
