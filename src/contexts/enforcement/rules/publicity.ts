import { cite } from '../../../law/citation.ts';
import { addDays, addMonths, type Day } from '../../../law/day.ts';
import { maskName } from '../../../law/masking.ts';
import { type Reason, reason } from '../../../law/refusal.ts';
import type { EnforcementPack } from '../contract/pack.ts';
import type { DecisionContent } from '../contract.ts';

/** Who and what may not be shown, how a party is named, and how long a decision stands on the site. */

/** Why the decision is not shown; empty where it is. Sources: 条例 arts 14–15, 行政处罚法 arts 48, 50. */
export function withheldBecause(content: DecisionContent, pack: EnforcementPack): Reason[] {
  const { partyKind, isMinor, secrecy, kind, categories } = content;
  const reasons: Reason[] = [];
  if (partyKind === 'person' && isMinor)
    reasons.push(
      reason(
        'minor',
        '相对人是未成年人，决定不予公示。',
        cite('行政处罚法', 50),
        cite('个人信息保护法', 28),
        cite('本机关规定'),
      ),
    );
  if (secrecy === 'state-secret')
    reasons.push(
      reason(
        'state-secret',
        '决定涉及国家秘密，不予公示。',
        cite('政府信息公开条例', 14),
        cite('行政处罚法', 50),
      ),
    );
  if (secrecy === 'trade-secret')
    reasons.push(
      reason(
        'trade-secret',
        '决定涉及商业秘密，不予公示。',
        cite('政府信息公开条例', 15),
        cite('行政处罚法', 50),
      ),
    );
  if (secrecy === 'privacy')
    reasons.push(
      reason('privacy', '决定涉及个人隐私，不予公示。', cite('政府信息公开条例', 15), cite('行政处罚法', 50)),
    );
  const isWarningOnly = kind === 'penalty' && categories.every(each => each === 'warning');
  if (pack.withholdWarningsOfPersons && partyKind === 'person' && isWarningOnly)
    reasons.push(
      reason(
        'warning-of-person',
        '只对自然人作出警告、通报批评的，社会影响较小，不予公示（机构包设置，待核实）。',
        cite('行政处罚法', 48, 1),
        cite('本机关规定'),
      ),
    );
  return reasons;
}

/** A natural person is named by the surname unless the pack says otherwise. */
export function shownName({ partyKind, partyName }: DecisionContent, pack: EnforcementPack): string {
  return partyKind === 'person' && pack.personNames === 'masked' ? maskName(partyName) : partyName;
}

/** Months that the decision is shown: by weight, and for natural persons no longer than their own term. */
export function shownMonths(content: DecisionContent, { periods }: EnforcementPack): number {
  const { kind, weight, partyKind } = content;
  const own = kind === 'penalty' ? periods[weight ?? 'ordinary'] : periods.other;
  return partyKind === 'person' ? Math.min(own, periods.person) : own;
}

/** The last day on which a decision released on this day is shown. */
export function shownUntil(releasedOn: Day, months: number): Day {
  return addDays(addMonths(releasedOn, months), -1);
}
