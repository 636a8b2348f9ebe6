import { createHash, randomUUID } from 'node:crypto';
import type { OpeningBalance } from '../../law/annual-report-tables/opening.ts';
import { publishedCalendar } from '../../law/published-calendar.ts';
import type { Pack } from '../../main/pack/load.ts';
import { reportPorts } from '../../main/report-ports.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import { recordAudit } from '../log/service.ts';
import { may } from '../organisation/rules/permission.ts';
import { bench, cataloguePack, seedFile, seedUnits } from '../publications/items.fixture.ts';
import type { CountedDispute, EnforcementDecision, HandledRequest } from './ports.ts';
import { createReports } from './service.ts';

/** Reports on a real database with real publications; the register of requests is a list. For tests. */

export interface Register {
  requests: HandledRequest[];
  disputes: CountedDispute[];
  opening: OpeningBalance | null;
  decisions: EnforcementDecision[];
}

export function request(over: Partial<HandledRequest> = {}): HandledRequest {
  return {
    id: randomUUID(),
    applicantKind: 'natural-person',
    receivedOn: '2025-03-03',
    closedOn: '2025-03-20',
    row: 'r3_1',
    countsAsReceived: true,
    channel: 'internet',
    onTime: true,
    ...over,
  };
}

const catalogue = {
  ...cataloguePack,
  columns: [
    ...cataloguePack.columns,
    { ...cataloguePack.columns[0]!, id: 'annual-reports', segment: 'nb', kinds: ['annual-report' as const] },
  ],
};

export const samplePack = {
  catalogue,
  organisation: { units: [{ id: 'bureau', kind: 'bureau', name: '某市民政局' }] },
  requests: { officeUnit: 'office' },
} as unknown as Pack;

export async function reportsBench(database: Database, clock: Clock) {
  const on = bench(database, clock, { pack: { ...bench(database, clock).ports.pack, catalogue } });
  await seedUnits(database);
  await database.kysely
    .insertInto('unit')
    .values({ id: 'bureau', kind: 'bureau', name: '某市民政局', short_name: '市民政局' } as never)
    .execute();
  const register: Register = { requests: [], disputes: [], opening: null, decisions: [] };
  const kept: { name: string; bytes: Buffer }[] = [];
  const open = (year: number) =>
    register.requests.filter(
      ({ receivedOn, closedOn }) =>
        receivedOn <= `${year}-12-31` && (closedOn === null || closedOn >= `${year}-01-01`),
    );
  const ports = {
    ...reportPorts({
      pack: samplePack,
      organisation: { may },
      publications: on.publications,
      files: {
        takeUpload: async (stream, name) => {
          const chunks: Uint8Array[] = [];
          for await (const chunk of stream) chunks.push(chunk);
          const bytes = Buffer.concat(chunks);
          kept.push({ name, bytes });
          const digest = createHash('sha256').update(bytes).digest('hex');
          await seedFile(database, digest);
          return { digest, name, mediaType: 'application/octet-stream', size: bytes.length };
        },
      },
      calendar: () => publishedCalendar,
      enforcement: { decidedBy: async () => register.decisions },
      requests: {
        countedRequests: async year => open(year),
        openingBalance: async () => register.opening,
        handledRequests: async year => open(year),
        disputes: async () => register.disputes,
        feesPaidIn: async () => 0,
      },
    }),
    database,
    clock,
    recordAudit,
  };
  return { reports: createReports(ports), register, kept, publications: on.publications, items: on };
}
