import { type PowerKind, powerKinds, type Sort, sorts } from '../contexts/powers/contract.ts';
import { entryPath } from '../portal/rooms/powers/parts.tsx';
import type { PowerReads, PublicPowerList } from '../portal/rooms/powers/reads.ts';
import type { Product } from './compose.ts';

/** Released lists and guides for the portal: the files of items that are public, never working rows. */

type Door = ReturnType<PowerReads['doorsOf']>[number];

/** Of a column the pages of ours that belong to it; all six kinds together stand at the column above them. */
function doors({ pack }: Product): ReadonlyMap<string, readonly Door[]> {
  const found = new Map<string, Door[]>();
  const add = (columnId: string | undefined, door: Door) => {
    if (columnId === undefined) return;
    const there = found.get(columnId) ?? [];
    if (!there.some(each => each.path === door.path)) found.set(columnId, [...there, door]);
  };
  const above = new Map(pack.catalogue.columns.map(column => [column.id, column.parent]));
  const index = { path: '/powers/', name: '权力和责任清单：按类型、单位和内容查找' };
  for (const [sort, { column }] of Object.entries(pack.powers.lists)) {
    if (sort === 'guide') add(column, { path: '/guides/', name: '办事指南：按单位和内容查找' });
    else if (sort === 'certificate')
      add(column, { path: '/powers/', name: '权力和责任清单、保留证明事项清单' });
    else {
      add(column, index);
      if (powerKinds.includes(sort as PowerKind)) add(above.get(column), index);
    }
  }
  return found;
}

export function powerReads(product: Product): PowerReads {
  const { powers, publications, pack } = product;
  const { open } = publications;
  const byColumn = doors(product);

  async function all(): Promise<readonly PublicPowerList[]> {
    const marked = await powers.open.released();
    const live = new Map(
      (await open.liveData(marked.map(each => each.itemId))).map(each => [each.documentId, each]),
    );
    const lists = await Promise.all(
      marked.map(async ({ itemId, dataDigest }): Promise<PublicPowerList[]> => {
        const item = live.get(itemId);
        if (item?.attachments.some(file => file.fileDigest === dataDigest) !== true) return [];
        const released = await powers.open.list(dataDigest);
        if (released === null) return [];
        const { documentId, path, indexNo, versionNo, releasedAt, attachments } = item;
        return [
          {
            ...{ released, documentId, path, indexNo, versionNo, attachments },
            releasedAt: new Date(releasedAt).toISOString(),
          },
        ];
      }),
    );
    const place = (sort: Sort) => sorts.indexOf(sort);
    const codeOf = (list: PublicPowerList) => list.released.entries[0]?.code ?? '';
    return lists
      .flat()
      .sort(
        (a, b) =>
          place(a.released.list.sort) - place(b.released.list.sort) || (codeOf(a) < codeOf(b) ? -1 : 1),
      );
  }

  return {
    all,
    versions: async documentId =>
      (await open.history(documentId)).map(({ no, releasedAt }) => ({
        no,
        releasedAt: releasedAt.toISOString(),
      })),
    columnIds: [...new Set(Object.values(pack.powers.lists).map(place => place.column))],
    doorsOf: columnId => byColumn.get(columnId) ?? [],
    guidesOf: async leafId => {
      const codes = new Set(pack.powers.guides.filter(({ leaf }) => leaf === leafId).map(({ code }) => code));
      if (codes.size === 0) return [];
      const entries = (await all())
        .filter(({ released }) => released.list.sort === 'guide')
        .flatMap(({ released }) => released.entries);
      return entries
        .filter(({ code }) => codes.has(code))
        .map(({ code, name }) => ({ path: entryPath('guide', code), name: `办事指南：${name}` }));
    },
  };
}
