import type { DeadlineRule, PlanLeaf } from '../contract.ts';

/** Words of rhythms and limits of the plan, for the console and the portal. */

export const cadenceWords: Readonly<Record<PlanLeaf['cadence'], string>> = {
  standing: '长期公开',
  'on-event': '有事项即公开',
  annual: '每年',
  quarterly: '每季度',
  monthly: '每月',
};

export const setByWords: Readonly<Record<PlanLeaf['setBy'], string>> = {
  plan: '方案规定',
  law: '法定',
  default: '系统默认',
};

export const deadlineStartWords: Readonly<
  Record<Extract<DeadlineRule, { kind: 'working-days' }>['from'], string>
> = {
  'plan-issued': '方案印发之日',
  'formed-or-changed': '信息形成或者变更之日',
  'period-end': '周期结束之日',
  decision: '决定作出之日',
  'document-issued': '文件印发之日',
  'approved-by-finance': '财政部门批复之日',
  'check-ended': '检查结束之日',
  posted: '公示之日',
  received: '收到材料之日',
};

export function deadlineWords(rule: DeadlineRule): string {
  switch (rule.kind) {
    case 'working-days':
      return `自${deadlineStartWords[rule.from]}起 ${rule.days} 个工作日内`;
    case 'calendar-days':
      return `自${deadlineStartWords[rule.from]}起 ${rule.days} 日内`;
    case 'month-day': {
      const [month, date] = rule.monthDay.split('-').map(Number);
      const year =
        rule.yearOffset === 0 ? '当年' : rule.yearOffset === 1 ? '次年' : `${rule.yearOffset} 年后`;
      return `${year} ${month} 月 ${date} 日前`;
    }
    case 'hours':
      return `事件发生后 ${rule.hours} 小时内`;
    case 'year-end':
      return '当年 12 月 31 日前';
  }
}
