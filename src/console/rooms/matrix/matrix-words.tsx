import type {
  IndicatorView,
  OutletKind,
  OutletState,
  SiteCheckRow,
  SiteCheckState,
} from '../../../contexts/channels/contract.ts';
import { Mark } from '../../parts/marks.tsx';

export const outletKindWords: Readonly<Record<OutletKind, string>> = {
  website: '网站',
  wechat: '微信公众号',
  weibo: '微博',
  app: '移动客户端',
  'notice-board': '公开栏',
};

export const outletStateWords: Readonly<Record<OutletState, string>> = {
  late: '逾期未更新',
  'no-record': '没有更新记录',
  'due-soon': '即将到期',
  'on-time': '正常',
  closed: '已注销',
};

const outletTones = {
  late: 'red',
  'no-record': 'red',
  'due-soon': 'blue',
  'on-time': 'green',
  closed: 'plain',
} as const;

export function OutletMark({ state }: { readonly state: OutletState }) {
  return <Mark tone={outletTones[state]}>{outletStateWords[state]}</Mark>;
}

const checkStateWords: Readonly<Record<SiteCheckState, string>> = {
  waiting: '等待开始',
  running: '正在核对',
  done: '已完成',
  failed: '未能完成',
};
const checkTones = { waiting: 'plain', running: 'blue', done: 'green', failed: 'red' } as const;

export function CheckMark({ check }: { readonly check: Pick<SiteCheckRow, 'state' | 'isComplete'> }) {
  return (
    <>
      <Mark tone={checkTones[check.state]}>{checkStateWords[check.state]}</Mark>{' '}
      {check.isComplete === false && <Mark tone="red">没有核对完</Mark>}
    </>
  );
}

export const indicatorResultWords: Readonly<Record<IndicatorView['result'], string>> = {
  hit: '发现问题',
  clear: '未发现问题',
  'not-checked': '本系统不核对',
};
export const indicatorTones = { hit: 'red', clear: 'green', 'not-checked': 'plain' } as const;
