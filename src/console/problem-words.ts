import { ApiProblem, type Problem } from './api.ts';

/** What a person is told when something did not go through. */
export interface ProblemWords {
  readonly code: string;
  readonly title: string;
  readonly advice: string;
  /** Every further point: wrong fields, reasons with their articles. */
  readonly problems: Problem['problems'];
  readonly reasons: Problem['reasons'];
}

/** The one function that turns whatever was thrown into words. */
export function problemWords(error: unknown): ProblemWords {
  if (error instanceof ApiProblem) {
    const { code, message, advice, problems, reasons } = error.problem;
    return { code, title: message, advice, problems, reasons };
  }
  console.error(error);
  return {
    code: 'page-fault',
    title: '页面出现意外问题，刚才的操作没有完成。',
    advice: '请刷新页面后重试，已填写的内容会保留；如再次出现，请联系系统管理员。',
    problems: [],
    reasons: [],
  };
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof ApiProblem && error.problem.code === code;
}
