import { createHash } from 'node:crypto';
import type { ReleasedDraw } from '../../contexts/inspections/contract.ts';
import { type LogPlace, logProblems } from '../../contexts/inspections/rules/verify.ts';
import { makesPublic } from '../../contexts/log/verify/acts.ts';
import { readSiteLog } from '../../contexts/log/verify/site.ts';
import { shanghaiDay } from '../../platform/clock.ts';
import { fetchFrom } from './site-fetch.ts';

/** A published draw against the public log of its site: was the announcement really there before? */

export interface LoggedDraw {
  readonly problems: readonly { readonly code: string; readonly message: string }[];
  readonly notes: readonly string[];
  /** Days on which both became public, by the log; empty where it does not know them. */
  readonly announcedOn: string;
  readonly drawPublishedOn: string;
}

const digestOf = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

/** Looks both files up in the log by their bytes. `key` is the verifier key; the site's own where none is given. */
export async function drawInLog(
  site: string,
  files: { readonly announcement: string; readonly draw: string; readonly given: ReleasedDraw },
  key: string | undefined,
): Promise<LoggedDraw> {
  const { acts, problems, notes } = await readSiteLog({
    fetch: fetchFrom(site),
    ...(key === undefined ? {} : { keys: key }),
  });
  const placeOf = (text: string): LogPlace => {
    const digest = digestOf(text);
    const at = acts.findIndex(
      act => makesPublic(act) && act.attachments.some(file => file.digest === digest),
    );
    const act = acts[at];
    return act === undefined ? null : { at, day: shanghaiDay(new Date(act.at)) };
  };
  const announced = placeOf(files.announcement);
  const drawn = placeOf(files.draw);
  return {
    problems: [
      ...problems.map(({ kind, message }) => ({ code: kind, message })),
      ...logProblems(files.given, announced, drawn),
    ],
    notes,
    announcedOn: announced?.day ?? '',
    drawPublishedOn: drawn?.day ?? '',
  };
}
