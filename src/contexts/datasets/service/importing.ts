import { AppError } from '../../../platform/app-error.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { ImportPreview } from '../contract.ts';
import type { DatasetPorts } from '../ports.ts';
import { readGrid } from '../reading/grid.ts';
import { templateCsv, templateTable, templateXlsx } from '../rendering/template.ts';
import { readImport } from '../rules/import.ts';
import { openEdition } from './room.ts';

export interface TemplateFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

const mediaTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

export function importingCases(ports: DatasetPorts) {
  async function fillable(actor: Actor, id: string) {
    const open = await openEdition(ports, ports.database.kysely, id);
    const parts = open.parts.filter(part => ports.may(actor, 'dataset.fill', part.unitId).allowed);
    if (parts.length === 0) throw new AppError('not-allowed', { detail: '本期数据没有由您填报的部分。' });
    return { open, parts, names: new Set(parts.map(part => part.part)) };
  }

  return {
    /** The table to fill, with what is known. Faults: `not-found`, `not-allowed`. */
    async template(actor: Actor, id: string, format: 'xlsx' | 'csv'): Promise<TemplateFile> {
      const { open, names } = await fillable(actor, id);
      const table = templateTable(open.set, ports.regions, names, open.values);
      const bytes = format === 'xlsx' ? await templateXlsx(table) : templateCsv(table);
      return {
        name: `${open.set.title}${open.edition.period}填报模板.${format}`,
        mediaType: mediaTypes[format],
        bytes,
      };
    },

    /** Reads an uploaded table and writes nothing. Faults: `wrong-type`, `too-large`, `unreadable-file`, `not-allowed`. */
    async previewImport(actor: Actor, id: string, fileName: string, bytes: Buffer): Promise<ImportPreview> {
      const { open, parts, names } = await fillable(actor, id);
      const grid = await readGrid(bytes, fileName);
      const { mapping, problems, cells } = readImport({
        ...{ set: open.set, regions: ports.regions, parts: names, isName: ports.isName },
        ...grid,
      });
      return {
        fileName,
        mapping,
        problems: problems.slice(0, 500),
        good: cells.length,
        parts: parts.flatMap(({ part, revision }) => {
          const own = cells.filter(cell => cell.part === part).map(({ part: _, ...cell }) => cell);
          return own.length === 0 ? [] : [{ part, revision, cells: own }];
        }),
      };
    },
  };
}
