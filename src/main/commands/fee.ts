import { citationWords, cite } from '../../law/citation.ts';
import { type Fee, feeByCase, feeByPage, mostFeeUnits } from '../../law/processing-fee.ts';
import type { Command } from '../command.ts';
import { badInput, countArgument } from './command-arguments.ts';

const rule = '政府信息公开信息处理费管理办法';

const methods: Readonly<Record<string, { where: string; article: number; fee: (units: number) => Fee }>> = {
  'by-case': { where: 'N', article: 4, fee: feeByCase },
  'by-page': { where: 'PAGES', article: 5, fee: feeByPage },
};

const command: Command = {
  summary: '计算政府信息公开信息处理费：按件（同一申请人一个自然月内的件数）或者按量（一件申请的页数）。',
  usage: ['fee by-case N', 'fee by-page PAGES'],
  async run(io) {
    const [name = '', text, ...rest] = io.args;
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (method === undefined || rest.length > 0) {
      throw badInput({
        where: 'fee',
        message: `请写 fee by-case N 或者 fee by-page PAGES；每件申请只能适用一种标准（${citationWords(cite(rule, 3))}）。`,
      });
    }
    const fee = method.fee(countArgument(method.where, text, mostFeeUnits, cite(rule, method.article)));
    io.print(fee, `${fee.totalYuan}元`);
    return 0;
  },
};

export default command;
