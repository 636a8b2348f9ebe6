import { createHash } from 'node:crypto';
import type { RequestsPack, SubjectClass } from '../contract.ts';

/** What a request is about: the key by which equal matters are found, and the class of subject of the pack. */

/**
 * Equal for two subjects that differ in width, case, spaces and punctuation only. A subject without a letter or digit
 * is its own key.
 */
export function matterKeyOf(subject: string): string {
  const plain = subject.normalize('NFKC').toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]/gu, '') || plain.trim();
}

/** The first class of the pack with a word that stands in the subject; '' for none. */
export function subjectClassOf(subject: string, classes: readonly SubjectClass[]): string {
  const plain = subject.normalize('NFKC');
  return classes.find(({ words }) => words.some(word => plain.includes(word)))?.id ?? '';
}

const digests = new WeakMap<readonly SubjectClass[], string>();

/** Names a table of classes: another digest, and what was put in its class by it is looked at anew. */
export function classTableDigest(classes: RequestsPack['subjectClasses']): string {
  const known = digests.get(classes);
  if (known !== undefined) return known;
  const digest = createHash('sha256').update(JSON.stringify(classes)).digest('hex').slice(0, 16);
  digests.set(classes, digest);
  return digest;
}

/** Who put a case into its class, where it was a person. */
export const classedByOfficer = 'officer';

export interface SubjectColumns {
  readonly matterKey: string;
  readonly subjectClass: string;
  readonly classBy: string;
}

/** What is kept beside a case for the lists: an officer's word goes before the words of the subject. */
export function subjectColumnsOf(
  of: {
    readonly wish: { readonly subject: string };
    readonly subjectClass: string | null;
    readonly sameAs: { readonly key: string } | null;
  },
  classes: RequestsPack['subjectClasses'],
): SubjectColumns {
  const { subject } = of.wish;
  return {
    matterKey: of.sameAs?.key ?? matterKeyOf(subject),
    subjectClass: of.subjectClass ?? subjectClassOf(subject, classes),
    classBy: of.subjectClass === null ? classTableDigest(classes) : classedByOfficer,
  };
}
