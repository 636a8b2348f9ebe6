import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { createDatasets } from '../contexts/datasets/service.ts';
import { createEnforcement } from '../contexts/enforcement/service.ts';
import type { Files } from '../contexts/files/service.ts';
import { createInspections } from '../contexts/inspections/service.ts';
import type { Notices } from '../contexts/notices/service.ts';
import type { Organisation } from '../contexts/organisation/service.ts';
import type { Plan } from '../contexts/plan/service/create-plan.ts';
import { createPowers } from '../contexts/powers/service.ts';
import { createProjects } from '../contexts/projects/service.ts';
import type { Publications } from '../contexts/publications/service.ts';
import { createRegisters } from '../contexts/registers/service.ts';
import type { Calendar } from '../law/working-days.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database/database.ts';
import type { Schema } from '../platform/database/schema.ts';
import type { SealedBox } from '../platform/sealed-box.ts';
import { datasetPorts } from './dataset-ports.ts';
import { enforcementPorts } from './enforcement-ports.ts';
import { inspectionPorts } from './inspection-ports.ts';
import type { Pack } from './pack/load.ts';
import { powerPorts } from './power-ports.ts';
import { projectPorts } from './project-ports.ts';
import { registerPorts } from './register-ports.ts';

/** The contexts of the ten key areas whose editions go out as items (ADR 19). */

interface Sources {
  readonly data: Database;
  readonly clock: Clock;
  readonly pack: Pack;
  readonly organisation: Organisation;
  readonly plan: Plan;
  readonly publications: Publications;
  readonly files: Files;
  readonly notices: Notices;
  readonly box: SealedBox;
  readonly demo: boolean;
  calendar(): Calendar;
  readonly recordAudit: Parameters<typeof createEnforcement>[0]['recordAudit'];
}

export function createStructured(sources: Sources) {
  const { data, clock, pack, organisation, plan, publications, files, notices, box, demo } = sources;
  const { calendar, recordAudit } = sources;
  const datasets = createDatasets({
    database: data,
    clock,
    newId: randomUUID,
    may: organisation.may,
    recordAudit,
    tellUnit: async (trx, message) => {
      await notices.tell(trx as Transaction<Schema>, {
        ...{ ...message, kind: 'dataset', command: 'dataset.fill', at: clock.now() },
      });
    },
    ...datasetPorts({ pack, plan, publications, files, demo }),
  });

  const registers = createRegisters({
    database: data,
    clock,
    newId: randomUUID,
    calendar,
    recordAudit,
    ...registerPorts({ pack, organisation, publications, files, demo, notices, clock }),
  });

  const powers = createPowers({
    database: data,
    clock,
    newId: randomUUID,
    recordAudit,
    ...powerPorts({ pack, organisation, publications, files }),
  });

  const enforcement = createEnforcement({
    database: data,
    clock,
    newId: randomUUID,
    recordAudit,
    ...enforcementPorts({ pack, organisation, publications, files, calendar }),
  });

  const inspections = createInspections({
    database: data,
    clock,
    newId: randomUUID,
    recordAudit,
    ...inspectionPorts({ pack, organisation, publications, files, box, calendar }),
  });

  const projects = createProjects({
    database: data,
    clock,
    newId: randomUUID,
    recordAudit,
    ...projectPorts({ pack, organisation, publications, files, calendar }),
  });
  return { datasets, registers, powers, enforcement, inspections, projects };
}
