import type { ActivityBody } from '../contract.ts';

/** What was said, as the body of an item. Nothing is added to it; the drafter edits it before review. */

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function paragraphs(text: string): string {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => `<p>${escaped(line)}</p>`)
    .join('');
}

/** `heldOn` is a civil day in words, e.g. 2019年6月20日. */
export function activityHtml(
  activity: Pick<ActivityBody, 'kind' | 'title' | 'place' | 'speakers' | 'questions' | 'minutes' | 'media'>,
  heldOn: string,
): string {
  const what = activity.kind === 'press-conference' ? '新闻发布会' : '访谈';
  const lead = `<p>${escaped(`${heldOn}，“${activity.title}”${what}在${activity.place}举行，${activity.speakers}出席并回答提问。`)}</p>`;
  const answered = activity.questions.filter(each => each.answer !== '');
  const dialogue = answered
    .map(({ from, question, answer }) => {
      const who = from === '' ? '问' : `${from}问`;
      return `<p><strong>${escaped(`${who}：${question}`)}</strong></p>${paragraphs(`答：${answer}`)}`;
    })
    .join('');
  const media = activity.media.map(each => each.name).join('、');
  return [
    lead,
    paragraphs(activity.minutes),
    dialogue === '' ? '' : `<h2>答问实录</h2>${dialogue}`,
    media === '' ? '' : `<p>${escaped(`参加媒体：${media}。`)}</p>`,
  ].join('');
}
