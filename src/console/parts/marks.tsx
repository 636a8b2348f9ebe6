import type { ReactNode } from 'react';
import type { DutyState } from '../../contexts/plan/contract.ts';
import type { VersionState } from '../../contexts/publications/contract.ts';
import { dutyStateWords, versionStateWords } from '../words.ts';

type Tone = 'plain' | 'blue' | 'green' | 'red' | 'solid';

/** A short state in a box; the word says it, the colour only repeats it. */
export function Mark({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return <span className={`mark mark-${tone}`}>{children}</span>;
}

const dutyTones: Readonly<Record<DutyState, Tone>> = {
  'not-yet-due': 'plain',
  due: 'blue',
  late: 'red',
  met: 'green',
  'met-late': 'green',
  'not-applicable': 'plain',
};

export function DutyMark({ state }: { readonly state: DutyState }) {
  return <Mark tone={dutyTones[state]}>{dutyStateWords[state]}</Mark>;
}

const versionTones: Readonly<Record<VersionState, Tone>> = {
  draft: 'plain',
  'in-review': 'blue',
  returned: 'red',
  approved: 'blue',
  scheduled: 'blue',
  released: 'green',
  superseded: 'plain',
  withdrawn: 'red',
  discarded: 'plain',
};

export function VersionMark({ state }: { readonly state: VersionState }) {
  return <Mark tone={versionTones[state]}>{versionStateWords[state]}</Mark>;
}
