import type { PublicPlan, PublicTask } from '../../../contexts/inspections/service.ts';

/** What the portal asks of random inspection: what was released and is public now. */
export interface InspectionReads {
  tasks(): Promise<readonly PublicTask[]>;
  /** 随机抽查事项清单 and 年度抽查计划, the newest year first. */
  plans(): Promise<readonly PublicPlan[]>;
  /** The column in which announcements and results are released; its page changes with these. */
  readonly columnId: string | undefined;
}
