import { randomInt, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { placeOf } from '../contexts/organisation/sign-in-limit.ts';
import {
  createOnlineRequests,
  type OnlinePorts,
  type OnlineRequests,
} from '../contexts/requests/online/service.ts';
import type { Requests } from '../contexts/requests/service.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database/database.ts';
import type { SealedBox } from '../platform/sealed-box.ts';

/** The public side of the requests over their handling: every act is the applicant's own. */
function onlinePorts(requests: Requests): OnlinePorts {
  return {
    takeIn: async (intake, also) => {
      const result = await requests.takeIn(intake, null, { also });
      return result.ok ? { ok: true, taken: result.value } : result;
    },
    addPaper: async ({ name, bytes }) =>
      (await requests.takePaper(Readable.from([Buffer.from(bytes)]), name, null)).upload,
    idByCode: requests.idByCode,
    statusOf: requests.statusOf,
    correctByApplicant: requests.correctByApplicant,
    withdrawByApplicant: requests.withdrawByApplicant,
    paperForApplicant: requests.paperForApplicant,
  };
}

export function onlineRequests(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly box: SealedBox;
  readonly requests: Requests;
}): OnlineRequests {
  const { database, clock, box, requests } = parts;
  return createOnlineRequests({
    db: database,
    clock,
    box,
    ports: onlinePorts(requests),
    placeOf,
    pick: count => randomInt(count),
    newId: randomUUID,
  });
}
