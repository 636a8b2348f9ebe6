import { locationDecimals, type Point } from '../contexts/registers/contract.ts';
import { socialCreditCheckCharacter } from '../law/social-credit-code.ts';

/** What the registers of a demonstration hold: ten places over, all made up and called so. */

export interface DemoPlace {
  readonly name: string;
  /** About where it lies; null where the pack does not say. */
  readonly at: Point | null;
}

export interface DemoEntry {
  /** Cell by the head of its column. */
  readonly cells: Readonly<Record<string, string>>;
  /** What has happened to it, after it was taken over. */
  readonly events?: readonly { readonly kind: string; readonly on: string; readonly words: string }[];
}

export interface DemoRegister {
  /** When it is told, in Asia/Shanghai. */
  readonly told: string;
  /** The entries of one place, which is the so-manieth. */
  readonly entries: (place: DemoPlace, at: number) => readonly DemoEntry[];
}

const early = '2019-05-21 10:00';
const late = '2019-06-11 10:00';
const words = ['乐龄', '云山', '清河', '松柏'] as const;
const phone = '0000-0000000';
const pick = <T>(from: readonly T[], no: number): T => from[no % from.length]!;

/** A code of the right form with its check character, of a division that is none. */
function codeOf(kind: string, no: number): string {
  const stem = `${kind}599999DEM${String(no).padStart(6, '0')}`;
  return stem + socialCreditCheckCharacter(stem);
}

/** Somewhere within 9 km of the middle of the place, the same at each start. */
function near({ at }: DemoPlace, no: number): string {
  if (at === null) return '';
  const turn = no * 2.4;
  const far = 0.02 + (no % 5) * 0.013;
  const parts = [at.longitude + Math.cos(turn) * far, at.latitude + Math.sin(turn) * far];
  return parts.map(each => each.toFixed(locationDecimals)).join(',');
}

const organisations: DemoRegister = {
  told: early,
  entries: (place, at) =>
    [0, 1, 2].map(no => {
      const isUnion = no !== 1;
      const isGone = at === 3 && no === 2;
      const founded = `201${no + 5}-0${no + 3}-1${at}`;
      return {
        cells: {
          名称: `演示${place.name}${words[no]}${isUnion ? '志愿服务协会' : '社会工作服务中心'}`,
          统一社会信用代码: codeOf(isUnion ? '51' : '52', at * 10 + no),
          类型: isUnion ? '社会团体' : '民办非企业单位',
          状态: isGone ? '注销' : '正常',
          地址: `演示路${at * 10 + no + 1}号`,
          经纬度: near(place, at * 3 + no),
          成立登记日期: founded,
          业务范围: '公益服务（演示）',
          脱钩情况: isUnion ? pick(['不涉及', '已脱钩', '正在脱钩'], at) : '不涉及',
          是否慈善组织: no === 0 && at % 3 === 0 ? '是' : '否',
          年检结论: isGone ? '未参检' : pick(['合格', '合格', '基本合格'], at + no),
          评估等级: pick(['4A', '3A', '未评估', '未评估'], at + no),
          政府定价或者指导价收费标准: '无',
          联系电话: phone,
        },
        events: isGone
          ? [{ kind: 'cancelled', on: '2019-04-22', words: '会员大会决议解散（演示）' }]
          : no === 0
            ? [{ kind: 'inspected', on: `2019-04-1${at % 10}`, words: '2018年度检查（演示）' }]
            : [],
      };
    }),
};

const careHomes: DemoRegister = {
  told: early,
  entries: (place, at) =>
    [0, 1].map(no => ({
      cells: {
        名称: `演示${place.name}${words[no + 2]}养老院`,
        性质: no === 0 ? '公办' : '民办',
        地址: `演示路${at * 7 + no + 1}号`,
        经纬度: near(place, at * 2 + no + 40),
        '备案（许可）情况': '已备案',
        备案日期: `201${no + 7}-0${(at % 9) + 1}-1${at % 10}`,
        '床位（张）': `${80 + at * 10 + no * 20}`,
        '入住人数（人）': `${40 + at * 6}`,
        设施配备: '护理床位、康复室、食堂（演示）',
        等级: no === 0 ? '三级' : '未评定',
        '收费标准（最低）（元/月）': `${900 + no * 400 + at * 20}`,
        '收费标准（最高）（元/月）': `${1800 + no * 900 + at * 30}`,
        消防安全: '验收（备案）合格',
        联系电话: phone,
      },
      events: no === 0 ? [{ kind: 'checked', on: '2019-04-25', words: '质量检查合格（演示）' }] : [],
    })),
};

const childrenHomes: DemoRegister = {
  told: late,
  entries: (place, at) => [
    {
      cells: {
        名称: `演示${place.name}儿童福利院`,
        地址: `演示路${at * 5 + 3}号`,
        经纬度: near(place, at + 80),
        建成日期: `201${at % 9}-09-01`,
        使用情况: pick(['在用', '在用', '在用', '在建', '在用'], at),
        '床位（张）': `${50 + at * 10}`,
        // Fewer than five are not told: the field's own rule.
        '集中养育人数（机构汇总）（人）': at % 5 === 3 ? '' : `${12 + at * 3}`,
        管理单位: `演示${place.name}民政部门`,
        管理情况: '制度上墙，季度检查（演示）',
        联系电话: phone,
      },
      events: at % 5 === 3 ? [] : [{ kind: 'checked', on: '2019-05-28', words: '安全检查（演示）' }],
    },
  ],
};

const rescueStations: DemoRegister = {
  told: early,
  entries: (place, at) => [
    {
      cells: {
        名称: `演示${place.name}救助管理站`,
        地址: `演示路${at + 1}号`,
        经纬度: near(place, at + 120),
        求救热线: phone,
        服务时间: '全天',
        '床位（张）': `${20 + at}`,
        使用情况: '在用',
        是否设未成年人保护机构: at % 2 === 0 ? '是' : '否',
        位置说明: '长途汽车站旁（演示）',
      },
      events: at === 0 ? [{ kind: 'moved', on: '2018-11-05', words: '迁入新址（演示）' }] : [],
    },
  ],
};

const funeralFacilities: DemoRegister = {
  told: late,
  entries: (place, at) => [
    {
      cells: {
        名称: `演示${place.name}${at % 3 === 2 ? '殡仪服务站' : '殡仪馆'}`,
        类型: at % 3 === 2 ? '殡仪服务站' : '殡仪馆',
        地址: `演示路${at * 3 + 2}号`,
        经纬度: near(place, at + 160),
        使用情况: at === 9 ? '在建' : '在用',
        建成日期: at === 9 ? '' : `200${at}-05-18`,
        '火化设备（台）': at % 3 === 2 ? '' : `${2 + (at % 3)}`,
        联系电话: phone,
        投诉电话: phone,
      },
      events: at === 1 ? [{ kind: 'rebuilt', on: '2018-08-30', words: '更新环保火化设备（演示）' }] : [],
    },
  ],
};

const cemeteries: DemoRegister = {
  told: late,
  entries: (place, at) =>
    [0, 1].map(no => {
      const isBusiness = no === 0 && at % 2 === 0;
      return {
        cells: {
          名称: `演示${place.name}${words[no + 1]}${isBusiness ? '陵园' : '公益性公墓'}`,
          类型: isBusiness ? '经营性公墓' : no === 0 ? '城市公益性公墓' : '农村公益性公墓',
          地址: `演示乡演示村${at * 2 + no + 1}组`,
          经纬度: near(place, at * 2 + no + 200),
          使用情况: at === 6 && no === 1 ? '在建' : '在用',
          '墓位（个）': `${1200 + at * 150 + no * 300}`,
          最近年检结果: isBusiness ? '合格' : '不需年检',
          经营或者管理单位: isBusiness ? `演示${place.name}陵园服务单位` : `演示${place.name}公墓管理所`,
          联系电话: phone,
        },
        events: isBusiness
          ? [{ kind: 'inspected', on: '2019-03-20', words: '2018年度检查合格（演示）' }]
          : [],
      };
    }),
};

const communityStations: DemoRegister = {
  told: late,
  entries: (place, at) =>
    [0, 1].map(no => ({
      cells: {
        名称: `演示${place.name}${words[no]}社区服务${no === 0 ? '中心' : '站'}`,
        类型: no === 0 ? '社区服务中心' : '社区服务站',
        地址: `演示社区演示路${at * 4 + no + 1}号`,
        经纬度: near(place, at * 2 + no + 260),
        推进落实情况: no === 0 ? '投入使用' : pick(['投入使用', '在建', '已立项'], at),
        '建筑面积（平方米）': `${320 + at * 40 - no * 120}`,
        服务项目: '养老助餐、儿童托管、便民代办（演示）',
        开放时间: '周一至周日 9:00—17:30',
        联系电话: phone,
      },
      events: no === 0 && at < 3 ? [{ kind: 'opened', on: '2018-12-28', words: '' }] : [],
    })),
};

const committees: DemoRegister = {
  told: late,
  entries: (place, at) =>
    [0, 1].map(no => {
      const isVillage = no === 0;
      const elected = `2017-0${(at % 3) + 1}-1${at % 10}`;
      return {
        cells: {
          名称: `演示${place.name}${words[no + 1]}${isVillage ? '村村民委员会' : '社区居民委员会'}`,
          统一社会信用代码: codeOf('59', 500 + at * 10 + no),
          组织形式: isVillage ? '村民委员会' : '居民委员会',
          '乡镇（街道）': isVillage ? `演示${pick(words, at)}乡` : `演示${pick(words, at)}街道`,
          地址: isVillage ? `演示村${at + 1}组` : `演示社区演示路${at + 20}号`,
          经纬度: near(place, at * 2 + no + 300),
          '村（居）民小组（个）': `${6 + at}`,
          最近换届选举日期: elected,
          届次: '第十届',
          主任: '演示某某',
          '参选率（%）': `${82 + at}.${no + 1}`,
          联系电话: phone,
        },
        events: [
          { kind: 'elected', on: elected, words: `第十届换届选举，参选率${82 + at}.${no + 1}%（演示）` },
          ...(at === 4 && isVillage
            ? [{ kind: 'by-election', on: '2019-05-15', words: '补选委员1名（演示）' }]
            : []),
        ],
      };
    }),
};

const ruralHomes: DemoRegister = {
  told: late,
  entries: (place, at) =>
    [0, 1].map(no => ({
      cells: {
        名称: `演示${place.name}${pick(words, at + no)}${no === 0 ? '中心' : ''}敬老院`,
        地址: `演示乡演示村${at + no * 3 + 1}组`,
        经纬度: near(place, at * 2 + no + 360),
        使用情况: at === 7 && no === 1 ? '停用' : '在用',
        建成日期: `200${(at + no) % 10}-10-01`,
        '床位（张）': `${60 + at * 8 - no * 20}`,
        '集中供养入住人数（人）': at === 7 && no === 1 ? '' : `${28 + at * 4 - no * 8}`,
        管理单位: `演示${place.name}乡镇人民政府`,
        '工作人员（人）': `${6 + (at % 4)}`,
        管理情况: '季度消防和食品安全检查（演示）',
        联系电话: phone,
      },
      events:
        at === 2 && no === 0 ? [{ kind: 'rebuilt', on: '2018-10-31', words: '适老化改造（演示）' }] : [],
    })),
};

/** By the id that the pack gives the register. */
export const demoRegisters: Readonly<Record<string, DemoRegister>> = {
  'social-organisations': organisations,
  'care-homes': careHomes,
  'children-homes': childrenHomes,
  'rescue-stations': rescueStations,
  'funeral-facilities': funeralFacilities,
  cemeteries,
  'community-stations': communityStations,
  committees,
  'rural-homes': ruralHomes,
};
