import { z } from 'zod';
import { citationWords, cite } from '../../law/citation.ts';
import { type Day, dayInChinese, dayOf, isDay, laterDay } from '../../law/day.ts';
import { type EnforcementKind, enforcementDeadlines } from '../../law/enforcement-publicity.ts';
import type { Explanation } from '../../law/explanation.ts';
import { type ProactiveKind, proactiveDeadline, proactiveRules } from '../../law/proactive-deadline.ts';
import { type RequestClock, type RequestEvent, requestClock } from '../../law/request-clock.ts';
import type { Calendar } from '../../law/working-days.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Command, CommandIo } from '../command.ts';
import { calendarInForce } from '../kept-calendar.ts';
import { badInput, dayArgument, namedArguments, printed, refusedBy } from './command-arguments.ts';

const day = z.custom<RequestEvent['on']>(
  isDay,
  `不是存在的日期，请按 2026-03-02 的格式填写（${citationWords(cite('民法典', 200))}）。`,
);
const party = z.string().optional();
const agrees = z.boolean().optional();

function consulted<T extends string>(type: T) {
  return z.strictObject({ type: z.literal(type), on: day, party, receivedOn: day.optional() });
}

function answered<T extends string>(type: T) {
  return z.strictObject({ type: z.literal(type), on: day, party, agrees });
}

function plain<T extends string>(type: T) {
  return z.strictObject({ type: z.literal(type), on: day });
}

const event = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('submitted'),
    on: day,
    via: z.enum(['in-person', 'signed-mail', 'plain-mail', 'internet', 'fax']),
  }),
  plain('receipt-confirmed'),
  z.strictObject({ type: z.literal('correction-requested'), on: day, correctBy: day }),
  z.strictObject({ type: z.literal('corrected'), on: day, goodReason: z.string().optional() }),
  consulted('third-party-consulted'),
  answered('third-party-answered'),
  consulted('organ-consulted'),
  answered('organ-answered'),
  plain('reasons-requested'),
  plain('reasons-given'),
  z.strictObject({ type: z.literal('delayed'), on: day, until: day }),
  z.strictObject({
    type: z.literal('extended'),
    on: day,
    workingDays: z.number(),
    approvedBy: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('fee-notified'), on: day, receivedOn: day.optional() }),
  plain('fee-paid'),
  z.strictObject({
    type: z.literal('replied'),
    on: day,
    delivery: z.enum(['direct', 'entrusted', 'post', 'electronic', 'courier']).optional(),
    postedOn: day.optional(),
    signedOn: day.optional(),
  }),
  plain('withdrawn'),
]);

const requestHistory = z.strictObject({ events: z.array(event).min(1), asOf: day.optional() });

function pathWords(path: readonly PropertyKey[]): string {
  const text = path.map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text.replace(/^\./, '') || 'stdin';
}

const issueWords: Readonly<Record<string, string>> = {
  invalid_union: '没有这种事项，请核对 type。',
  unrecognized_keys: '有不认识的字段，请核对拼写。',
  invalid_value: '不在可选的值之内。',
  too_small: '至少要有一项。',
};

function readHistory(text: string): z.infer<typeof requestHistory> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError('bad-json', { cause });
  }
  const read = requestHistory.safeParse(value);
  if (read.success) return read.data;
  throw badInput(
    ...read.error.issues.map(({ path, code, message }) => {
      const words = code === 'custom' ? message : (issueWords[code] ?? '缺少此项，或者填写的类型不对。');
      return { where: pathWords(path), message: `${pathWords(path)}：${words}` };
    }),
  );
}

function requestWords({ state, dueOn, provisional, steps, calendar }: RequestClock): string {
  const lines = steps.map(step => `${step.on}  ${step.effect}`);
  const due = dueOn === null ? '没有正在计算的期限' : `答复期限 ${dueOn}${provisional ? '（暂定）' : ''}`;
  return [...lines, `状态 ${state}；${due}；工作日历 ${calendar}`].join('\n');
}

/** The civil day in Asia/Shanghai, which keeps UTC+8 all year; `GONGKAI_TODAY` in demos and tests. */
function today(io: CommandIo): Day {
  const set = io.env.GONGKAI_TODAY;
  return set
    ? dayArgument('GONGKAI_TODAY', set)
    : dayOf(new Date(Date.now() + 28_800_000).toISOString().slice(0, 10));
}

async function request(io: CommandIo, calendar: Calendar): Promise<number> {
  const { events, asOf } = readHistory(await io.readStdin());
  const lastOn = events.map(each => each.on).reduce(laterDay);
  const answer = requestClock(events as RequestEvent[], {
    calendar,
    asOf: asOf ?? laterDay(today(io), lastOn),
  });
  if (!answer.ok) throw refusedBy(answer.reasons);
  const { clock } = answer;
  const steps = clock.steps.map(step => ({ ...step, basis: printed(step.basis) }));
  io.print({ ...clock, steps }, requestWords(clock));
  return 0;
}

function printedExplanation(explanation: Explanation) {
  const steps = explanation.steps.map(step => ({ ...step, basis: printed(step.basis) }));
  return { ...explanation, steps, limit: { ...explanation.limit, basis: printed(explanation.limit.basis) } };
}

function kindOf<T extends string>(text: string | undefined, kinds: readonly T[]): T {
  const kind = kinds.find(each => each === text);
  if (kind !== undefined) return kind;
  throw badInput({ where: '--kind', message: `--kind 应为 ${kinds.join('、')} 之一。` });
}

const enforcementKinds: readonly EnforcementKind[] = ['licence', 'penalty', 'other'];

function enforcement(io: CommandIo, calendar: Calendar, args: readonly string[]): number {
  const { named, rest } = namedArguments(args, ['kind', 'decided', 'revoked']);
  if (rest.length > 0) throw badInput({ where: rest[0]!, message: `多出了“${rest.join(' ')}”。` });
  const kind = kindOf(named.kind, enforcementKinds);
  const decidedOn = dayArgument('--decided', named.decided);
  const revoked = named.revoked === undefined ? {} : { revokedOn: dayArgument('--revoked', named.revoked) };
  const answer = enforcementDeadlines({ kind, decidedOn, calendar, ...revoked });
  if (!answer.ok) throw refusedBy(answer.reasons);
  const { publish, withdraw } = answer;
  const value = {
    publishBy: publish.dueOn,
    withdrawBy: withdraw?.dueOn ?? null,
    basis: printed([...publish.limit.basis, ...(withdraw?.limit.basis ?? [])]),
    provisional: publish.provisional || (withdraw?.provisional ?? false),
    calendar: calendar.version,
    publish: printedExplanation(publish),
    ...(withdraw === undefined ? {} : { withdraw: printedExplanation(withdraw) }),
  };
  const takeDown = withdraw === undefined ? '' : `；应于${dayInChinese(withdraw.dueOn)}前撤下并说明理由`;
  io.print(value, `应于${dayInChinese(publish.dueOn)}前公开${takeDown}；工作日历 ${calendar.version}`);
  return 0;
}

function proactive(io: CommandIo, calendar: Calendar, args: readonly string[]): number {
  const { named, rest } = namedArguments(args, ['kind', 'from']);
  if (rest.length > 0) throw badInput({ where: rest[0]!, message: `多出了“${rest.join(' ')}”。` });
  const kind = kindOf(named.kind, Object.keys(proactiveRules) as ProactiveKind[]);
  const explanation = proactiveDeadline({ kind, on: dayArgument('--from', named.from), calendar });
  const lines = explanation.steps.map(step => `${step.on}  ${step.words}`);
  io.print(printedExplanation(explanation), [...lines, `工作日历 ${calendar.version}`].join('\n'));
  return 0;
}

const command: Command = {
  summary: '说明期限如何计算：依申请公开（从标准输入读取事项）、行政执法公示、主动公开。',
  usage: [
    'clock request < EVENTS.json',
    'clock enforcement --kind licence|penalty|other --decided DAY [--revoked DAY]',
    'clock proactive --kind KIND --from DAY',
  ],
  async run(io) {
    const [action, ...rest] = io.args;
    if (action === 'request' && rest.length === 0) return request(io, await calendarInForce(io.env));
    if (action === 'enforcement') return enforcement(io, await calendarInForce(io.env), rest);
    if (action === 'proactive') return proactive(io, await calendarInForce(io.env), rest);
    throw badInput({
      where: 'clock',
      message: '请写 clock request、clock enforcement 或者 clock proactive。',
    });
  },
};

export default command;
