import { open } from 'node:fs/promises';
import type { ImportFinding } from '../../contexts/publications/contract/importing.ts';
import type { ImportOutcome } from '../../contexts/publications/service.ts';

/** The report of an import: every entry that was not taken, stays a draft, or has a remark; in JSON and for people. */

const kindWords = { refused: '未收', drafted: '转为草稿', warned: '已公开，请留意' } as const;

export function findingWords({ where, kind, title, words }: ImportFinding): string {
  const name = title === '' ? '' : `《${title}》`;
  return `${where}  ${kindWords[kind]}${name}：${words.join('')}`;
}

export function outcomeWords(
  { published, drafted, known, refused }: ImportOutcome,
  isTrial: boolean,
): string {
  const would = isTrial ? '将' : '';
  return `${would}公开 ${published} 条，${would}转为草稿 ${drafted} 条（发布前检查未通过或缺少文件），已有 ${known} 条，未收 ${refused} 条。`;
}

/** Writes `BASE.json` and `BASE.txt` as the findings come, however many there are. Answers the two names. */
export async function writeReport(
  base: string,
  head: { readonly words: string; readonly value: object },
  findings: AsyncIterable<ImportFinding>,
): Promise<readonly string[]> {
  const names = [`${base}.json`, `${base}.txt`];
  const json = await open(names[0]!, 'w');
  const text = await open(names[1]!, 'w');
  try {
    const start = JSON.stringify(head.value);
    await json.write(`${start.slice(0, -1)},"findings":[`);
    await text.write(`${head.words}\n\n`);
    let isFirst = true;
    for await (const finding of findings) {
      await json.write(`${isFirst ? '' : ','}\n${JSON.stringify(finding)}`);
      await text.write(`${findingWords(finding)}\n`);
      isFirst = false;
    }
    await json.write('\n]}\n');
  } finally {
    await json.close();
    await text.close();
  }
  return names;
}
