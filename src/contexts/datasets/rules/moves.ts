import type { Citation } from '../../../law/citation.ts';
import { type Reason, reason } from '../../../law/refusal.ts';
import { type EditionState, editionStateWords } from '../contract.ts';

/** Which command is possible in which state of an edition; a total table. */

export type Move = 'save' | 'submit' | 'return' | 'consolidate' | 'reopen' | 'explain' | 'propose' | 'revise';

const possible: Readonly<Record<Move, readonly EditionState[]>> = {
  save: ['collecting'],
  submit: ['collecting'],
  return: ['collecting'],
  explain: ['collecting'],
  consolidate: ['collecting'],
  reopen: ['consolidated', 'proposed'],
  propose: ['consolidated', 'proposed'],
  revise: ['released', 'withdrawn'],
};

const words: Readonly<Record<Move, string>> = {
  save: '填报',
  submit: '上报',
  return: '退回填报',
  explain: '说明原因',
  consolidate: '汇总',
  reopen: '重新填报',
  propose: '生成公开信息',
  revise: '更正',
};

const accuracy: Citation = { instrument: '政府信息公开条例', article: 6 };

/** Empty where the move is possible. */
export function stateReasons(move: Move, state: EditionState): Reason[] {
  if (possible[move].includes(state)) return [];
  return [
    reason(
      'edition-state',
      `本期数据的状态是“${editionStateWords[state]}”，不能${words[move]}。${state === 'released' ? '已公开的数据请用“更正”，原版本保留。' : ''}`,
      accuracy,
    ),
  ];
}
