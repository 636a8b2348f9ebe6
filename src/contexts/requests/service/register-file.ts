import { addWorkdays } from '../../../law/working-days.ts';
import { csvText } from '../../../platform/sheets.ts';
import type { Actor } from '../../organisation/contract.ts';
import {
  applicantKindWords,
  channelWords,
  clockStateWords,
  matterWords,
  outcomeWords,
  type RegisterFilters,
  requestStageWords,
} from '../contract.ts';
import type { RequestPorts } from '../ports.ts';
import { type ListDays, type RegisterLine, registerLines } from '../store/lists.ts';
import { reckoning } from './perform.ts';
import { unitsSeenBy } from './seeing.ts';
import { classNames } from './views.ts';

/** The register as a CSV file with the filters of the list: no name, no number of anybody, only the kind of applicant. */

const part = 5000;
const soonWorkdays = 5;

const heads = [
  '登记号',
  '申请事项',
  '申请内容',
  '内容类别',
  '环节',
  '状态',
  '提交日期',
  '收到日期',
  '答复期限',
  '暂定期限',
  '渠道',
  '申请人类型',
  '承办单位',
  '处理结果',
  '办结日期',
  '演示数据',
];

function wordOf(words: Readonly<Record<string, string>>, code: string | null): string {
  return code === null ? '' : (words[code] ?? code);
}

function cellsOf(
  line: RegisterLine,
  units: ReadonlyMap<string, string>,
  classes: ReadonlyMap<string, string>,
): string[] {
  return [
    line.number ?? '',
    wordOf(matterWords, line.matter),
    line.subject,
    classes.get(line.subjectClass) ?? '',
    wordOf(requestStageWords, line.stage),
    wordOf(clockStateWords, line.state),
    line.submittedOn,
    line.receivedOn ?? '',
    line.dueOn ?? '',
    line.provisional ? '是' : '',
    wordOf(channelWords, line.via),
    wordOf(applicantKindWords, line.applicantKind),
    units.get(line.unitId) ?? line.unitId,
    wordOf(outcomeWords, line.outcome),
    line.closedOn ?? '',
    line.isDemo ? '是' : '',
  ];
}

export function registerFile(ports: RequestPorts) {
  const { database } = ports;

  /** The file piece by piece; who may not read is refused before the first. Fault: `not-allowed`. */
  return async (actor: Actor, filters: RegisterFilters): Promise<AsyncIterable<string>> => {
    const units = unitsSeenBy(actor);
    const names = await ports.unitNames();
    const classes = classNames(ports.pack);
    const { calendar, today } = reckoning(ports);
    const days: ListDays = { today, soon: addWorkdays(calendar, today, soonWorkdays).due };
    return (async function* () {
      yield csvText([heads]);
      let after: RegisterLine | null = null;
      for (;;) {
        const lines: RegisterLine[] = await registerLines(database.kysely, filters, days, units, after, part);
        // The mark of the encoding stands at the beginning of the file only.
        if (lines.length > 0) yield csvText(lines.map(line => cellsOf(line, names, classes))).slice(1);
        if (lines.length < part) return;
        after = lines.at(-1)!;
      }
    })();
  };
}
