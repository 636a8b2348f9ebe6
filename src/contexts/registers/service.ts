import type { Queries } from '../../platform/database/database.ts';
import type { ReleasedRegister } from './contract.ts';
import type { RegisterPorts } from './ports.ts';
import { editionCases, releasedFiles } from './service/editions.ts';
import { entryCases } from './service/entries.ts';
import { importCases } from './service/importing.ts';
import { checksOf } from './store/checks.ts';
import { editionsOf, markReleased, markWithdrawn } from './store/editions.ts';

/** The only door to the registers: entries, imports, editions, and what became of them. */
export type Registers = ReturnType<typeof createRegisters>;

/** A released register as its item carries it; the bytes are still to be asked for. */
export interface ReleasedAs {
  readonly register: string;
  readonly itemId: string;
  readonly dataDigest: string;
}

/** A check as the public sees it: no person. */
export interface PublicCheck {
  readonly edition: number;
  readonly on: string;
  readonly words: string;
}

export function createRegisters(ports: RegisterPorts) {
  const { database } = ports;
  const released = releasedFiles(ports);
  return {
    ...entryCases(ports),
    ...importCases(ports),
    ...editionCases(ports, released),
    markReleased: (
      trx: Queries,
      event: {
        readonly documentId: string;
        readonly path: string;
        readonly attachments: readonly { readonly fileDigest: string }[];
        readonly releasedAt: Date;
      },
    ) =>
      markReleased(trx, {
        documentId: event.documentId,
        path: event.path,
        digests: event.attachments.map(each => each.fileDigest),
        at: event.releasedAt,
      }),
    markWithdrawn: (
      trx: Queries,
      event: { readonly documentId: string; readonly reason: string; readonly withdrawnAt: Date },
    ) => markWithdrawn(trx, { ...event, at: event.withdrawnAt }),
    open: {
      /** What is marked as public; the item itself says whether it still is. */
      released: async (): Promise<readonly ReleasedAs[]> =>
        (await editionsOf(database.kysely, null)).filter(edition => edition.state === 'released'),
      /** Of each register the last check that found it unchanged. */
      checks: async (): Promise<ReadonlyMap<string, PublicCheck>> =>
        new Map(
          (await checksOf(database.kysely, null))
            .toReversed()
            .map(({ register, edition, on, words }) => [register, { edition, on, words }]),
        ),
      /** A released data.json by its digest. */
      list: (digest: string): Promise<ReleasedRegister | null> => released(digest),
    },
  };
}
