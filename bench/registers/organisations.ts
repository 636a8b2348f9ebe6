import { socialCreditCheckCharacter } from '../../src/law/social-credit-code.ts';
import type { Sheet } from '../../src/platform/sheets.ts';

/** A table of made-up organisations with every public column of the shipped pack's register of social organisations. */

const places = [
  ['七星关区', 105.28, 27.3],
  ['大方县', 105.61, 27.14],
  ['黔西市', 106.03, 27.02],
  ['金沙县', 106.22, 27.46],
  ['织金县', 105.77, 26.66],
  ['纳雍县', 105.38, 26.78],
  ['威宁县', 104.28, 26.86],
  ['赫章县', 104.73, 27.13],
  ['百里杜鹃管理区', 105.85, 27.24],
  ['金海湖新区', 105.41, 27.24],
] as const;

export const placeCodes = ['520502', '520521', '520581', '520523', '520524'] as const;
export const types = ['社会团体', '民办非企业单位', '基金会'] as const;
export const statuses = ['正常', '注销', '列入活动异常名录'] as const;
export const inspections = ['合格', '基本合格', '未参检'] as const;
const scopes = ['养老服务、社区服务', '儿童关爱、文化活动', '扶贫济困、应急救助'] as const;

const heads = [
  ...['地区', '名称', '统一社会信用代码', '类型', '状态', '地址', '经纬度', '成立登记日期', '业务范围'],
  ...['业务主管单位', '资质状况', '脱钩情况', '是否慈善组织', '年检结论', '评估等级'],
  ...['政府定价或者指导价收费标准', '联系电话'],
];

function codeOf(no: number): string {
  const stem = `51599999${String(no).padStart(9, '0')}`;
  return stem + socialCreditCheckCharacter(stem);
}

/** The same but for its check character. */
export function wrongCodeOf(no: number): string {
  const right = codeOf(no);
  return right.slice(0, 17) + (right[17] === '0' ? '1' : '0');
}

/** Spread without chance: the same rows in each run. */
function near(no: number, longitude: number, latitude: number): string {
  const [turn, far] = [no * 2.4, ((no % 37) / 37) * 0.22];
  return `${(longitude + Math.cos(turn) * far).toFixed(3)},${(latitude + Math.sin(turn) * far).toFixed(3)}`;
}

function rowOf(no: number): string[] {
  const [place, longitude, latitude] = places[no % 10]!;
  return [
    ...[
      place,
      `演示${place}第${no}号${scopes[no % 3]!.slice(0, 4)}协会`,
      codeOf(no),
      types[no % 13 === 0 ? 2 : Math.floor(no / 10) % 2]!,
    ],
    ...[
      statuses[no % 7 === 0 ? 1 : no % 11 === 0 ? 2 : 0]!,
      `演示路${no % 900}号`,
      near(no, longitude, latitude),
    ],
    ...[`20${String(no % 19).padStart(2, '0')}-0${1 + (no % 9)}-1${no % 10}`, `${scopes[no % 3]!}（演示）`],
    ...[
      `演示${place}民政部门`,
      '',
      '不涉及',
      no % 5 === 0 ? '是' : '否',
      inspections[Math.floor(no / 3) % 3]!,
      '未评估',
    ],
    ...['无', '0000-0000000'],
  ];
}

export function organisations(count: number): Sheet {
  return { name: '社会组织名录', heads, rows: Array.from({ length: count }, (_, at) => rowOf(at + 1)) };
}
