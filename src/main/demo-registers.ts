import type { Actor, CommandName } from '../contexts/organisation/contract.ts';
import type { RegistersPack } from '../contexts/registers/contract.ts';
import type { Registers } from '../contexts/registers/service.ts';
import { socialCreditCheckCharacter } from '../law/social-credit-code.ts';
import { instantOf, type StoryClock, type StorySteps } from './demo-story.ts';

/** Three registers over ten places, taken over from tables, reviewed and released. No entry is real. */

export interface RegisterStory {
  readonly registers: Registers;
  readonly clock: StoryClock;
  readonly steps: StorySteps;
  /** Names of the places that have entries. */
  readonly places: readonly string[];
  whoMay(command: CommandName, unitId: string): Actor;
  done<T>(
    result: { ok: true; value: T } | { ok: false; reasons: readonly { message: string }[] },
    what: string,
  ): T;
  /** Submits the item, has it signed by the whole chain and releases it. */
  release(way: {
    readonly id: string;
    readonly act: string;
    readonly drafter: Actor;
    readonly unitId: string;
  }): Promise<void>;
}

const told = '2019-05-21 10:00';

/** A code of the right form with its check character, of a division that is none. */
function codeOf(kind: string, no: number): string {
  const stem = `${kind}599999DEM${String(no).padStart(6, '0')}`;
  return stem + socialCreditCheckCharacter(stem);
}

const words = ['乐龄', '云山', '清河', '松柏'] as const;

const tables: Readonly<Record<string, (places: readonly string[]) => string[][]>> = {
  'social-organisations': places => [
    ...[['地区', '名称', '统一社会信用代码', '类型', '状态', '地址', '成立登记日期', '业务范围']],
    ...places.flatMap((place, at) =>
      [0, 1, 2].map(no => {
        const isUnion = no !== 1;
        return [
          ...[place, `演示${place}${words[no]}${isUnion ? '志愿服务协会' : '社会工作服务中心'}`],
          codeOf(isUnion ? '51' : '52', at * 10 + no),
          ...[isUnion ? '社会团体' : '民办非企业单位', at === 3 && no === 2 ? '注销' : '正常'],
          ...[`演示路${at * 10 + no + 1}号`, `201${no + 5}-0${no + 3}-1${at}`, '公益服务（演示）'],
        ];
      }),
    ),
  ],
  'care-homes': places => [
    ...[
      [
        '地区',
        '名称',
        '性质',
        '地址',
        '备案（许可）情况',
        '床位（张）',
        '入住人数（人）',
        '等级',
        '消防安全',
      ],
    ],
    ...places.flatMap((place, at) =>
      [0, 1].map(no => [
        ...[
          place,
          `演示${place}${words[no + 2]}养老院`,
          no === 0 ? '公办' : '民办',
          `演示路${at * 7 + no + 1}号`,
        ],
        ...[
          '已备案',
          `${80 + at * 10 + no * 20}`,
          `${40 + at * 6}`,
          no === 0 ? '三级' : '未评定',
          '验收（备案）合格',
        ],
      ]),
    ),
  ],
  'rescue-stations': places => [
    ...[['地区', '名称', '地址', '求救热线', '床位（张）', '使用情况']],
    ...places.map((place, at) => [
      ...[place, `演示${place}救助管理站`, `演示路${at + 1}号`, '0000-0000000', `${20 + at}`, '在用'],
    ]),
  ],
};

async function tell(story: RegisterStory, id: string, owner: string): Promise<void> {
  const { registers, clock, steps, done } = story;
  const table = tables[id]!(story.places);
  const officer = story.whoMay('register.edit', owner);
  const bytes = Buffer.from(table.map(row => row.join(',')).join('\n'));
  const upload = () => registers.uploadImport(officer, id, '演示名录.csv', bytes);
  const waiting = await steps.once(`register:${id}:upload`, async () => done(await upload(), id).id);
  await steps.once(`register:${id}:apply`, async () => {
    done(await registers.applyImport(officer, waiting), id);
    return id;
  });
  clock.tick(600);
  const drafter = story.whoMay('register.propose', owner);
  const { editions } = await registers.view(drafter, id);
  const itemId =
    editions[0]?.itemId ?? done(await registers.propose(drafter, id, { note: '', meets: [] }), id).itemId;
  clock.tick(3600);
  await story.release({ id: itemId, act: `register:${id}`, drafter, unitId: owner });
}

/** The scenes of those of the registers that the pack keeps. */
export function registerScenes(
  story: RegisterStory,
  { registers }: RegistersPack,
): { readonly at: Date; readonly tell: () => Promise<void> }[] {
  const at = instantOf(told);
  return registers
    .filter(({ id }) => tables[id] !== undefined && story.places.length > 0)
    .map(({ id, owner }) => ({
      at,
      tell: async () => {
        if (story.clock.set(at)) await tell(story, id, owner);
      },
    }));
}
