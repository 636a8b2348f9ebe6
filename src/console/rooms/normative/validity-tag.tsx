import { Mark } from '../../parts/marks.tsx';
import { validityWords } from '../../words.ts';

type Validity = keyof typeof validityWords;

const tones = { 'in-force': 'green', amended: 'blue', repealed: 'red', expired: 'red' } as const;

/** What a document is today. */
export function ValidityTag({
  validity,
  notYet = false,
}: {
  readonly validity: Validity;
  readonly notYet?: boolean;
}) {
  if (validity === 'in-force' && notYet) return <Mark>尚未施行</Mark>;
  return <Mark tone={tones[validity]}>{validityWords[validity]}</Mark>;
}
