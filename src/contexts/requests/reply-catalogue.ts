import { refusalGrounds } from '../../law/grounds-for-refusal.ts';
import { type ReplyContent, replyContentWords, replyKinds } from '../../law/reply-kinds.ts';
import type { ReplyCatalogue } from './contract.ts';
import { type RecordForm, recordForms, recordFormWords, recordWords } from './rules/reply.ts';

function contents(codes: readonly ReplyContent[]) {
  return codes.map(code => ({ code, words: replyContentWords[code] }));
}

/** Every outcome a reply can have with what it must and may say, and the grounds of a refusal (条例 arts 14–16, 36–39). */
export function catalogueOfReplies(): ReplyCatalogue {
  const outcomes = Object.entries(replyKinds).map(([outcome, rule]) => ({
    outcome: outcome as keyof typeof replyKinds,
    words: rule.words,
    basis: [...rule.basis],
    mustSay: contents(rule.mustSay),
    maySay: contents(rule.maySay),
    needsLetter: rule.needsLetter,
    needsGround: outcome === 'refused' || outcome === 'partly-disclosed',
  }));
  const grounds = Object.entries(refusalGrounds).map(([code, ground]) => ({
    code,
    words: ground.words,
    basis: [...ground.basis],
  }));
  const forms = Object.entries(recordForms).map(([form, codes]) => ({
    form,
    words: recordFormWords[form as RecordForm],
    mustSay: codes.map(code => ({ code, words: recordWords[code] })),
  }));
  return { outcomes, grounds, recordForms: forms };
}
