import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type SearchWordsPack, searchWordsPack } from '../../contexts/search/contract.ts';
import type { Findings } from './checks.ts';
import { checkedAgainst, readSource } from './source.ts';

/** search.yaml: words that mean the same, for the search. A pack without it has none. */

const file = 'search.yaml';

export async function readSearchWords(
  folder: string,
): Promise<{ readonly value: SearchWordsPack | undefined; readonly findings: Findings }> {
  if (!existsSync(join(folder, file)))
    return { value: searchWordsPack.parse({}), findings: { problems: [], warnings: [] } };
  const { value, problems } = checkedAgainst(await readSource(folder, file), searchWordsPack);
  return { value, findings: { problems, warnings: [] } };
}
