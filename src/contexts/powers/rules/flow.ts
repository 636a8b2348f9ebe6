import type { Flow, FlowStep } from '../contract.ts';

/** A procedure as a graph: what leads where, what is wrong with it, and its words. */

export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  /** 是 or 否 behind a decision, else empty. */
  readonly label: '' | '是' | '否';
}

/** Where each step leads; a step that names none leads to the one below it, the last one nowhere. */
export function edgesOf(flow: Flow): FlowEdge[] {
  return flow.flatMap((step, at) => {
    if (step.kind === 'end') return [];
    const onward = step.next ?? flow[at + 1]?.id;
    const edges: FlowEdge[] =
      onward === undefined
        ? []
        : [{ from: step.id, to: onward, label: step.kind === 'decision' ? '是' : '' }];
    return step.kind === 'decision' && step.no !== null
      ? [...edges, { from: step.id, to: step.no, label: '否' as const }]
      : edges;
  });
}

function reachedFrom(start: string, edges: readonly FlowEdge[]): ReadonlySet<string> {
  const reached = new Set([start]);
  const waiting = [start];
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift())
    for (const { from, to } of edges)
      if (from === at && !reached.has(to)) {
        reached.add(to);
        waiting.push(to);
      }
  return reached;
}

function stepFaults(flow: Flow, step: FlowStep, at: number): string[] {
  const known = new Set(flow.map(each => each.id));
  const where = `第${at + 1}步“${step.words}”`;
  const faults = [step.next, step.no].flatMap(to =>
    to !== null && !known.has(to) ? [`${where}指向的步骤“${to}”不存在，请改为已有步骤的编号。`] : [],
  );
  if (step.kind === 'decision' && step.no === null) faults.push(`${where}是判断，请写明“否”时转到哪一步。`);
  if (step.kind !== 'decision' && step.no !== null) faults.push(`${where}不是判断，不能有“否”的去向。`);
  return faults;
}

/** Everything that keeps a procedure from being drawn and followed, in Chinese. */
export function flowFaults(flow: Flow): string[] {
  const first = flow[0];
  if (first === undefined) return ['请至少写一个步骤。'];
  const faults: string[] = [];
  const ids = flow.map(each => each.id);
  for (const id of new Set(ids.filter((each, at) => ids.indexOf(each) !== at)))
    faults.push(`步骤编号“${id}”重复，请改成不同的编号。`);
  faults.push(...flow.flatMap((step, at) => stepFaults(flow, step, at)));
  if (faults.length > 0) return faults;
  const edges = edgesOf(flow);
  const reached = reachedFrom(first.id, edges);
  flow.forEach((step, at) => {
    if (!reached.has(step.id))
      faults.push(`第${at + 1}步“${step.words}”没有任何步骤通向它，请补上去向或者删去。`);
  });
  const ends = flow.filter(step => edges.every(edge => edge.from !== step.id)).map(step => step.id);
  const stuck = flow.find(step => !ends.some(end => reachedFrom(step.id, edges).has(end)));
  if (stuck !== undefined) faults.push(`从“${stuck.words}”走下去到不了结束，请检查去向是否循环。`);
  return faults;
}

function tail(flow: Flow, step: FlowStep, at: number): string {
  const numberOf = (id: string) => flow.findIndex(each => each.id === id) + 1;
  const leads = edgesOf(flow).filter(edge => edge.from === step.id);
  if (leads.length === 0) return '流程结束';
  return leads
    .flatMap(({ to, label }) => {
      const no = numberOf(to);
      if (label === '' && no === at + 2) return [];
      return [label === '' ? `转第${no}步` : `${label}，转第${no}步`];
    })
    .join('；');
}

/** Working days of a step in words. */
export function daysWords(days: number): string {
  return days === 0 ? '当场办结' : `${days}个工作日`;
}

/** The same as the chart in words, one for each step, in order: what, who, how long, where it leads. */
export function flowWords(flow: Flow): string[] {
  return flow.map((step, at) => {
    const about = [step.who, step.days === null ? '' : daysWords(step.days)].filter(each => each !== '');
    const head = step.kind === 'decision' ? `判断：${step.words}` : step.words;
    const end = tail(flow, step, at);
    return `${head}${about.length > 0 ? `（${about.join('，')}）` : ''}${end === '' ? '' : `——${end}`}`;
  });
}
