import { createHash } from 'node:crypto';
import { columnTable, type OldArticle, oldArticle } from '../../contexts/publications/contract/importing.ts';
import type { CataloguePack, ItemKind } from '../../contexts/publications/contract.ts';
import type { OldSource } from '../../contexts/publications/importing/source.ts';
import { addDays, type Day } from '../../law/day.ts';

/** Articles that nobody wrote, for load tests: the same number and seed give the same articles, letter by letter. */

export const demoMark = '演示数据：本条内容为虚构，仅用于测试系统容量。';

const places = '城关 河滨 东山 西岭 南坪 北川 云溪 石桥 柳塘 松林 梅园 竹溪'.split(' ');
const topics =
  '养老服务 社会救助 儿童福利 残疾人福利 社会组织管理 婚姻登记 殡葬管理 区划地名 慈善事业 社区治理 救助管理 孤儿保障'.split(
    ' ',
  );
const acts =
  '工作推进会召开 专项检查启动 政策宣传活动开展 服务设施建成 业务培训举办 年度工作部署 信息化建设推进'.split(
    ' ',
  );
const sentences = [
  '会议传达学习了上级关于民政事业发展的有关精神，总结了前一阶段的工作，分析了存在的困难和问题。',
  '各单位要进一步提高认识，压实责任，把群众的急难愁盼问题放在首位，切实做好各项保障工作。',
  '要规范办理流程，精简申请材料，推行一次告知和限时办结，方便群众就近办理有关事项。',
  '要加强资金监管，严格执行财务制度，定期公布资金筹集和使用情况，主动接受社会监督。',
  '要完善服务设施，提升服务质量，推动居家社区机构相协调、医养康养相结合的服务体系建设。',
  '要加强宣传引导，利用多种渠道宣传解读政策，及时回应社会关切，营造良好氛围。',
  '下一步将继续深化改革，健全长效机制，推动各项工作再上新台阶，让发展成果惠及更多群众。',
  '工作人员深入社区和农村开展走访，详细了解群众的生产生活情况，认真听取意见和建议。',
];

/** A small generator of numbers from 0 to 1 (mulberry32): the same on every machine. */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const seedable: readonly ItemKind[] = ['news', 'notice', 'work-plan', 'meeting-record'];

/** Columns that take a plain article, each with a kind it takes. */
function columnsOf(catalogue: CataloguePack): { id: string; kind: ItemKind }[] {
  return catalogue.columns.flatMap(({ id, kinds }) => {
    const kind = seedable.find(each => kinds.length === 0 || kinds.includes(each));
    return kind === undefined ? [] : [{ id, kind }];
  });
}

function article(at: number, seed: number, today: Day, columns: readonly { id: string; kind: ItemKind }[]) {
  const next = numbersFrom(seed * 1_000_003 + at);
  const one = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!;
  const { id: column, kind } = one(columns);
  const [place, topic, act] = [one(places), one(topics), one(acts)];
  // Over ten years: no series of index numbers runs full.
  const day = addDays(today, -1 - Math.floor(next() * 3650));
  const minutes = Math.floor(next() * 540);
  const time = `${String(9 + Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const text = Array.from({ length: 10 + Math.floor(next() * 5) }, () => `<p>${one(sentences)}</p>`);
  return oldArticle.parse({
    id: `seed-${seed}-${at}`,
    title: `${place}${topic}${act}（演示第${at}号）`,
    body: `<p>${demoMark}</p><p>近日，${place}举行${topic}有关活动。</p>${text.join('')}`,
    column,
    kind,
    publishedAt: `${day} ${time}`,
    keywords: [topic],
    source: '演示数据',
    url: `/demo/${seed}/${at}.html`,
  } satisfies Partial<Record<keyof OldArticle, unknown>>);
}

/** So many articles as a source that an import reads. */
export function syntheticSource(
  count: number,
  seed: number,
  today: Day,
  catalogue: CataloguePack,
): OldSource {
  const columns = columnsOf(catalogue);
  return {
    name: `演示数据 ${count} 条`,
    digest: createHash('sha256').update(`seed ${seed} ${count}`).digest('hex'),
    size: count,
    folder: '.',
    async *entries(position) {
      for (let at = position + 1; at <= count; at += 1) {
        const made = article(at, seed, today, columns);
        yield {
          place: at,
          where: `第 ${at} 条`,
          title: made.title,
          article: made,
          words: [],
          base: '',
          until: at,
        };
      }
    },
  };
}

export const noTable = columnTable.parse({});
