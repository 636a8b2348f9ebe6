import { cite } from '../../../law/citation.ts';
import { type Reason, reason } from '../../../law/refusal.ts';
import type {
  InterpretationContent,
  InterpretationForm,
  InterpretationPlan,
  ItemMetadata,
} from '../contract.ts';

/** What an interpretation plan and each form of interpretation must hold, and how a form with fields becomes a text. */

/** 国办发〔2016〕80号： document, interpretation plan and material are organised, reviewed and arranged in step. */
export const inStep = cite('国办发〔2016〕80号');
const accessible = cite('本机关规定');

export const formWords: Readonly<Record<InterpretationForm, string>> = {
  text: '文字解读',
  questions: '问答解读',
  'benefit-card': '惠民政策明白卡',
  chart: '图表解读',
  audio: '音频解读',
  video: '视频解读',
  comic: '漫画解读',
  interview: '访谈实录',
};

/** The four questions a benefit card answers, in the order they are printed. */
export const cardFields = [
  { name: 'who', words: '谁能享受' },
  { name: 'what', words: '享受什么' },
  { name: 'how', words: '怎么办' },
  { name: 'where', words: '找谁办' },
] as const;

/** Lines of a benefit card on one A4 page: so many characters each, and so many in all. */
const cardLineLength = 38;
const mostCardLines = 30;

export interface FormFacts {
  readonly content: InterpretationContent | null;
  /** Pictures in the body, and those of them without words. */
  readonly pictures: number;
  readonly picturesWithoutWords: number;
}

const isEmpty = (text: string): boolean => text.trim() === '';

function pairReasons(pairs: readonly { readonly question: string; readonly answer: string }[]): Reason[] {
  if (pairs.length === 0) return [reason('pairs-missing', '请至少写一组问答。', inStep)];
  return pairs.flatMap((pair, i) =>
    isEmpty(pair.question) || isEmpty(pair.answer)
      ? [reason('pair-incomplete', `第${i + 1}组问答没有写全，请补写问题或者回答。`, inStep)]
      : [],
  );
}

/** Blank fields, and more than one page holds. */
function cardReasons(content: Extract<InterpretationContent, { form: 'benefit-card' }>): Reason[] {
  const reasons = cardFields
    .filter(field => isEmpty(content[field.name]))
    .map(field => reason('card-field-missing', `明白卡的“${field.words}”一栏是空的，请填写。`, inStep));
  const paragraphsOfCard = cardFields.flatMap(field => content[field.name].trim().split(/\n+/));
  const lines = paragraphsOfCard.reduce((sum, text) => sum + Math.ceil(text.length / cardLineLength), 0);
  if (lines > mostCardLines) {
    const message = `明白卡应当打印在一页A4纸上，现在约${lines}行，最多${mostCardLines}行。请精简文字或者减少分段。`;
    reasons.push(reason('card-too-long', message, inStep));
  }
  return reasons;
}

function pictureReasons({ content, pictures, picturesWithoutWords }: FormFacts): Reason[] {
  const words = content === null ? '' : formWords[content.form];
  if (pictures === 0) return [reason('picture-missing', `${words}的正文中没有图片，请插入图片。`, inStep)];
  if (picturesWithoutWords === 0) return [];
  const message = `${words}中有${picturesWithoutWords}幅图片没有文字说明，看不见图的人无法获知内容。请逐幅填写替代文字。`;
  return [reason('words-for-picture-missing', message, accessible)];
}

function recordedReasons(content: { readonly mediaUrl: string; readonly transcript: string }): Reason[] {
  const reasons: Reason[] = [];
  if (!/^https:\/\/[^\s/]+\.[^\s]+$/.test(content.mediaUrl.trim()))
    reasons.push(reason('media-missing', '请填写音频、视频的播放地址，以 https:// 开头。', inStep));
  if (isEmpty(content.transcript))
    reasons.push(reason('transcript-missing', '请填写文字稿，供听不见或者不便播放的人阅读。', accessible));
  return reasons;
}

/** What a form still lacks. */
export function formReasons(facts: FormFacts): Reason[] {
  const { content } = facts;
  if (content === null) return [reason('form-missing', '还没有选定解读形式，请选择并填写。', inStep)];
  switch (content.form) {
    case 'text':
      return [];
    case 'questions':
      return pairReasons(content.pairs);
    case 'benefit-card':
      return cardReasons(content);
    case 'chart':
    case 'comic':
      return pictureReasons(facts);
    case 'audio':
    case 'video':
      return recordedReasons(content);
    case 'interview': {
      const reasons = pairReasons(content.pairs);
      if (isEmpty(content.guest)) reasons.push(reason('guest-missing', '请填写访谈嘉宾及其职务。', inStep));
      if (content.heldOn === null) reasons.push(reason('held-on-missing', '请填写访谈日期。', inStep));
      return reasons;
    }
  }
}

/** What the plan still lacks; `forms` are those of the interpretations there are. */
export function planReasons(
  plan: InterpretationPlan | null,
  forms: readonly InterpretationForm[],
  isCompulsory: boolean,
): Reason[] {
  if (plan === null) return [reason('plan-missing', '还没有解读方案，请先编写解读方案。', inStep)];
  const reasons: Reason[] = [];
  if (isEmpty(plan.interpreter))
    reasons.push(
      reason(
        'interpreter-missing',
        '解读方案没有写明第一解读人。谁起草谁解读，由起草单位主要负责人担任。',
        inStep,
      ),
    );
  if (!plan.points.some(point => !isEmpty(point)))
    reasons.push(reason('points-missing', '解读方案没有写明解读要点，请至少写一条。', inStep));
  if (plan.forms.length === 0)
    reasons.push(reason('forms-missing', '解读方案没有选定解读形式，请至少选一种。', inStep));
  if (plan.channels.length === 0)
    reasons.push(reason('channels-missing', '解读方案没有写明发布渠道，请至少选一个。', inStep));
  const absent = plan.forms.filter(form => !forms.includes(form)).map(form => `“${formWords[form]}”`);
  if (absent.length > 0) {
    const message = `解读方案列有${absent.join('、')}，但还没有这样的解读材料。请补充材料或者修改方案。`;
    reasons.push(reason('planned-form-absent', message, inStep));
  }
  if (isCompulsory && !plan.together)
    reasons.push(
      reason('not-together', '应当解读的文件须与解读同步发布，请在解读方案中选定“同步发布”。', inStep),
    );
  return reasons;
}

/**
 * Must this document leave with an interpretation? Normative documents, and what is marked as of wide effect; not the
 * note that a document no longer stands.
 */
export function isCompulsory(kind: string, metadata: Pick<ItemMetadata, 'wideEffect' | 'validity'>): boolean {
  if (metadata.validity === 'repealed' || metadata.validity === 'expired') return false;
  return kind === 'normative-document' || (kind !== 'interpretation' && metadata.wideEffect === true);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function paragraphs(text: string, before = ''): string {
  return `${before}${text.trim()}`
    .split(/\n+/)
    .filter(line => !isEmpty(line))
    .map(line => `<p>${escaped(line.trim())}</p>`)
    .join('');
}

function pairsHtml(pairs: readonly { readonly question: string; readonly answer: string }[]): string {
  return pairs
    .map(pair => `<h2>问：${escaped(pair.question.trim())}</h2>${paragraphs(pair.answer, '答：')}`)
    .join('');
}

/** The body of a form that is filled in field by field; null where the text is typed freely. */
export function formBody(content: InterpretationContent | null): string | null {
  switch (content?.form) {
    case 'questions':
      return pairsHtml(content.pairs);
    case 'benefit-card':
      return cardFields.map(({ name, words }) => `<h2>${words}</h2>${paragraphs(content[name])}`).join('');
    case 'audio':
    case 'video': {
      const words = content.form === 'audio' ? '收听音频' : '观看视频';
      const link = isEmpty(content.mediaUrl)
        ? ''
        : `<p><a href="${escaped(content.mediaUrl.trim())}">${words}</a></p>`;
      return `${link}<h2>文字稿</h2>${paragraphs(content.transcript)}`;
    }
    case 'interview': {
      const on = content.heldOn === null ? '' : `<p>访谈日期：${escaped(content.heldOn)}</p>`;
      return `<p>访谈嘉宾：${escaped(content.guest.trim())}</p>${on}${pairsHtml(content.pairs)}`;
    }
    default:
      return null;
  }
}

function unescaped(text: string): string {
  return text
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

interface Block {
  readonly heading: string;
  readonly text: string;
}

function blocksOf(bodyHtml: string): Block[] {
  return [...bodyHtml.matchAll(/<h2>(.*?)<\/h2>((?:<p>.*?<\/p>\s*)*)/gs)].map(
    ([, heading = '', text = '']) => ({
      heading: unescaped(heading),
      text: [...text.matchAll(/<p>(.*?)<\/p>/gs)].map(match => unescaped(match[1] ?? '')).join('\n'),
    }),
  );
}

function without(prefix: string, text: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

/**
 * The fields of a form after somebody changed words in the body made from them – what masks personal data works on
 * bodies. Null where the body is no longer one of this form: then the fields stand.
 */
export function fieldsFromBody(
  content: InterpretationContent | null,
  bodyHtml: string,
): InterpretationContent | null {
  const blocks = blocksOf(bodyHtml);
  switch (content?.form) {
    case 'questions':
    case 'interview': {
      if (blocks.length !== content.pairs.length) return null;
      const pairs = blocks.map(({ heading, text }) => ({
        question: without('问：', heading),
        answer: without('答：', text),
      }));
      const guest = /<p>访谈嘉宾：(.*?)<\/p>/s.exec(bodyHtml)?.[1];
      if (content.form === 'questions') return { ...content, pairs };
      return { ...content, pairs, guest: guest === undefined ? content.guest : unescaped(guest) };
    }
    case 'benefit-card': {
      const texts = cardFields.map(field => blocks.find(block => block.heading === field.words)?.text);
      if (blocks.length !== cardFields.length || texts.includes(undefined)) return null;
      const [who = '', what = '', how = '', where = ''] = texts;
      return { ...content, who, what, how, where };
    }
    case 'audio':
    case 'video': {
      const [block] = blocks;
      return block === undefined || blocks.length > 1 ? null : { ...content, transcript: block.text };
    }
    default:
      return null;
  }
}
