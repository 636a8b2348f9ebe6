import type { CatalogueView } from '../../../contexts/publications/contract.ts';

/** Columns with the way down to them: 法定主动公开内容 / 财政信息 / 三公经费. */
export function columnOptions(catalogue: CatalogueView): { value: string; label: string }[] {
  const byId = new Map(catalogue.columns.map(column => [column.id, column]));
  const way = (id: string | undefined): string[] => {
    const column = id === undefined ? undefined : byId.get(id);
    return column === undefined ? [] : [...way(column.parent), column.name];
  };
  return catalogue.columns.map(column => ({ value: column.id, label: way(column.id).join(' / ') }));
}
