import { createHash } from 'node:crypto';
import type { ReleasedDraw } from '../../contexts/inspections/contract.ts';
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

/**
 * Both files by their bytes: each must be an attachment of a release in the log, the announcement's first. A public number
 * that is found after the announcement can not be on the day of the announcement or earlier. `key` is the verifier key; the
 * site's own where none is given.
 */
export async function drawInLog(
  site: string,
  files: { readonly announcement: string; readonly draw: string; readonly given: ReleasedDraw },
  key: string | undefined,
): Promise<LoggedDraw> {
  const { acts, problems, notes } = await readSiteLog({
    fetch: fetchFrom(site),
    ...(key === undefined ? {} : { keys: key }),
  });
  const placeOf = (text: string) => {
    const digest = digestOf(text);
    const at = acts.findIndex(
      act => makesPublic(act) && act.attachments.some(file => file.digest === digest),
    );
    const act = acts[at];
    return { at, day: act === undefined ? '' : shanghaiDay(new Date(act.at)) };
  };
  const announced = placeOf(files.announcement);
  const drawn = placeOf(files.draw);
  const found = problems.map(({ kind, message }) => ({ code: kind, message }));
  const missing = (code: string, what: string) =>
    found.push({ code, message: `公开日志中没有这份${what}：它没有经过发布，或者发布之后被换过。` });
  if (announced.at < 0) missing('announcement-not-in-log', '抽查公告');
  if (drawn.at < 0) missing('draw-not-in-log', '抽取结果');
  if (announced.at >= 0 && drawn.at >= 0 && announced.at >= drawn.at)
    found.push({ code: 'announced-after', message: '公开日志中，抽查公告不在抽取结果之前。' });
  const { drawnOn, terms } = files.given;
  const isTooEarly = terms.publicSource === undefined ? announced.day > drawnOn : announced.day >= drawnOn;
  if (announced.at >= 0 && isTooEarly)
    found.push({
      code: 'drawn-before-announcement',
      message: `抽取的日期（${drawnOn}）不晚于公告公开的日期（${announced.day}）：公告之前可能已经试过结果。`,
    });
  return { problems: found, notes, announcedOn: announced.day, drawPublishedOn: drawn.day };
}
