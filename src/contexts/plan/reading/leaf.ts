import { readChannels } from './channels.ts';
import { readElements } from './elements.ts';
import { inferUnits } from './inferred-units.ts';
import { readLimits, readStatedLimit } from './limits.ts';
import type { PlanLeaf, PlanLimit, PlanWarning, UnitSource } from './plan-reading.ts';
import { plainPunctuation } from './punctuation.ts';
import { type Responsibility, readResponsibility } from './responsibility.ts';

/** A heading's or item's title, and the text behind it. */
export interface TitleAndBody {
  readonly title: string;
  readonly body: string;
  /** True where the title does not end as a sentence, so that its end was guessed. */
  readonly guessed: boolean;
}

const longestTitle = 42;

/** An item of a plan has a few hundred characters; what is longer is no item, and is not searched whole. */
const longestText = 8_000;

/** The part of an item's text that is searched: all of it, or the beginning and the end of a very long one. */
export function searched(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText - 2_000)}\n${text.slice(-2_000)}`;
}

function trimTitle(title: string): string {
  return title.replace(/[\s。.;；,，、:：]+$/, '').trim();
}

/** Cuts a title out of a paragraph where no full stop ends it: 公开…信息 first, then the first comma or colon. */
function guessTitle(line: string): string {
  const publishes = /^公开.{2,24}?信息/.exec(line)?.[0];
  if (publishes !== undefined) return publishes;
  const comma = /^(.{4,42}?)[,，:：;；]/.exec(line)?.[1];
  return comma ?? line.slice(0, longestTitle);
}

/** Splits an item into its first sentence (the title) and the rest. `text` has its responsibility bracket removed. */
export function splitTitle(text: string): TitleAndBody {
  const firstBreak = text.indexOf('\n');
  const line = (firstBreak < 0 ? text : text.slice(0, firstBreak)).trim();
  const after = firstBreak < 0 ? '' : text.slice(firstBreak + 1).trim();
  const stop = line.search(/[。!！?？]/);
  const colon = /^(.{2,24}?)[:：](?=.)/.exec(line)?.[1];
  const end = colon !== undefined && (stop < 0 || colon.length < stop) ? colon.length : stop;
  if (end >= 0 && end <= longestTitle) {
    const body = [line.slice(end + 1).trim(), after].filter(part => part !== '').join('\n');
    return { title: trimTitle(line.slice(0, end)), body, guessed: false };
  }
  if (line.length <= longestTitle) return { title: trimTitle(line), body: after, guessed: false };
  const title = guessTitle(line);
  const body = [line.slice(title.length).replace(/^[,，:：;；]/, ''), after]
    .filter(part => part !== '')
    .join('\n');
  return { title: trimTitle(title), body, guessed: true };
}

/** Units as found, with where they come from. */
export interface Units {
  readonly label: string | null;
  readonly lead: readonly string[];
  readonly cooperating: readonly string[];
  readonly source: UnitSource;
}

/** Everything of an item but its place in the plan. */
export interface LeafDraft {
  readonly id: string;
  readonly parentPath: readonly string[];
  /** The whole text, with the responsibility bracket. */
  readonly text: string;
  /** Title from elsewhere (a task table's column); otherwise the first sentence. */
  readonly title?: string;
  readonly lines: { readonly from: number; readonly to: number };
  /** Units of the heading above, for items that name none. */
  readonly inherited?: Units | undefined;
}

function chooseUnits(draft: LeafDraft, stated: Responsibility, body: string): Units {
  if (stated.lead.length > 0 || stated.cooperating.length > 0) {
    return { label: stated.label, lead: stated.lead, cooperating: stated.cooperating, source: 'stated' };
  }
  if (draft.inherited !== undefined) return { ...draft.inherited, source: 'inherited' };
  const inferred = inferUnits(body);
  const any = inferred.lead.length > 0 || inferred.cooperating.length > 0;
  return { label: null, ...inferred, source: any ? 'inferred' : 'none' };
}

function unitWarnings(where: string, units: Units, stated: Responsibility): PlanWarning[] {
  const warnings: PlanWarning[] = [];
  const warn = (code: PlanWarning['code'], message: string): void =>
    void warnings.push({ code, where, message });
  if (units.source === 'none') warn('unit-missing', '没有写明责任单位，请指定。');
  if (units.source === 'inferred') {
    const names = [...units.lead, ...units.cooperating].join('、');
    warn('unit-inferred', `没有责任单位括号，按正文推定为“${names}”，请核对。`);
  }
  if (units.source === 'inherited')
    warn('unit-inherited', `本项未写责任单位，沿用上级标题的“${units.lead.join('、')}”，请核对。`);
  if (units.source === 'stated' && units.lead.length === 0)
    warn('unit-missing', '只写了配合单位，没有写明责任单位，请指定。');
  if (stated.unbalanced) warn('bracket-unbalanced', '责任单位的括号不成对，已按单位名称读取，请核对。');
  if (stated.brackets > 1)
    warn('several-brackets', '本项有不止一处责任单位，已合并，请核对是否应拆分为多项。');
  if (stated.rolesUnclear)
    warn('roles-unclear', '同时写有牵头单位和责任单位，责任单位暂列为配合单位，请核对。');
  return warnings;
}

/** Makes a leaf of an item's text, with what is unclear about it. */
export function makeLeaf(draft: LeafDraft): { leaf: PlanLeaf; warnings: PlanWarning[] } {
  const stated = readResponsibility(searched(draft.text));
  const split = splitTitle(stated.rest);
  const title = draft.title ?? split.title;
  const body = draft.title === undefined ? split.body : stated.rest;
  const units = chooseUnits(draft, stated, body === '' ? title : body);
  const whole = `${title}\n${body}`;
  const inBracket = stated.limits.flatMap(limit => readStatedLimit(limit, title));
  const limits: PlanLimit[] = [...inBracket, ...readLimits(whole)];
  const where = `${draft.id} ${title}`.trim();
  const warnings = unitWarnings(where, units, stated);
  if (draft.title === undefined && split.guessed) {
    warnings.push({
      code: 'title-unclear',
      where,
      message: '标题与正文之间没有句号，标题是推定的，请核对。',
    });
  }
  if (draft.text.length > longestText) {
    const message = `本项有 ${draft.text.length} 字，只读取了开头和结尾，请核对是否缺少编号或应拆分。`;
    warnings.push({ code: 'text-too-long', where, message });
  }
  if (plainPunctuation(stated.rest).trim() === '') {
    warnings.push({ code: 'leaf-empty', where, message: '只有编号，没有文字，请核对原文。' });
  }
  const leaf: PlanLeaf = {
    id: draft.id,
    path: [...draft.parentPath, title],
    title,
    responsibilityLabel: units.label,
    lead: units.lead,
    cooperating: units.cooperating,
    unitSource: units.source,
    limits: limits.filter((limit, i) => limits.findIndex(other => sameLimit(other, limit)) === i),
    channels: readChannels(whole),
    elements: readElements(title, body),
    text: draft.text,
    lines: draft.lines,
  };
  return { leaf, warnings };
}

function sameLimit(a: PlanLimit, b: PlanLimit): boolean {
  return a.limit === b.limit && a.what === b.what;
}
