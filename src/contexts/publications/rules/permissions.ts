import type { Decision, Reason } from '../../../law/refusal.ts';
import type { Actor, CommandName, Permission } from '../contract.ts';
import { may, withoutPermission } from './authority.ts';
import {
  commonReasons,
  decideAmendment,
  decidePlain,
  decideReleaseBy,
  type ItemFacts,
  targetOf,
} from './decisions.ts';
import { unresolved } from './gate/gate.ts';
import { isOpen, refusalIn } from './item-states.ts';
import { decideReturning, decideSigning, decideSkipping, isIndispensable, openSteps } from './review.ts';

/** What the server tells of every command on an item: open, or every reason why not. The same rules decide the command. */

function permissionOf(reasons: readonly Reason[]): Permission {
  const shown = reasons.map(({ code, message, basis }) => ({ code, message, basis: [...basis] }));
  return { allowed: reasons.length === 0, reasons: shown };
}

function reasonsOf(decision: Decision<object>): readonly Reason[] {
  return decision.ok ? [] : decision.reasons;
}

/** Signing, one entry for each permission of the chain. A step that is not open is told by its own name. */
function signing(actor: Actor, item: ItemFacts): Partial<Record<string, Permission>> {
  const { state, review } = targetOf(item, 'sign');
  return Object.fromEntries(
    review.chain.map(step => {
      if (!isOpen(state, 'sign')) {
        const grant = may(actor, step.command, item.ownerUnitId)
          ? []
          : [withoutPermission(`办理“${step.name}”环节`)];
        return [step.command, permissionOf([...grant, refusalIn(state, 'sign')])];
      }
      const act = { step: step.id, digest: review.digest };
      return [step.command, permissionOf(reasonsOf(decideSigning(actor, review, act)))];
    }),
  );
}

/** Open when the person may do it on at least one open step; else the reasons of the first open step. */
function onSomeStep(
  item: ItemFacts,
  common: readonly Reason[],
  decide: (step: string, digest: string) => Decision<object>,
): Permission {
  const { review, state } = targetOf(item, 'sign');
  if (!isOpen(state, 'return')) return permissionOf(common);
  const steps = openSteps(review);
  const ordered = [...steps.filter(step => !isIndispensable(step)), ...steps.filter(isIndispensable)];
  const answers = ordered.map(step => decide(step.id, review.digest));
  if (answers.some(answer => answer.ok)) return permissionOf([]);
  return permissionOf(answers[0] === undefined ? common : reasonsOf(answers[0]));
}

const pending = '（待填写）理由';

export function permissionsFor(actor: Actor, item: ItemFacts): Record<string, Permission> {
  const common = (command: Parameters<typeof commonReasons>[2]) => commonReasons(actor, item, command);
  const { release, review } = targetOf(item, 'override');
  const overridable = release.gate === null ? [] : unresolved(release.gate).filter(each => each.overridable);
  const isDrafter = review.drafters.includes(actor.staffId);
  const override: Reason[] = [...common('override')];
  if (overridable.length === 0)
    override.push({ code: 'nothing-to-override', message: '没有可以作例外处理的检查发现。', basis: [] });
  else if (isDrafter)
    override.push({
      code: 'drafter-may-not-override',
      message: '起草人不得对自己起草的内容作例外处理。',
      basis: [],
    });
  const table: Partial<Record<CommandName, Permission>> = {
    'item.draft': permissionOf(reasonsOf(decidePlain(actor, item, 'change'))),
    'item.submit': permissionOf(common('submit')),
    'item.recall': permissionOf(reasonsOf(decidePlain(actor, item, 'recall'))),
    'item.return': onSomeStep(item, common('return'), (step, digest) =>
      decideReturning(actor, review, { step, digest, reasons: [pending] }),
    ),
    'item.skip-step': onSomeStep(item, common('skip'), (step, digest) =>
      decideSkipping(actor, review, { step, digest, reason: pending }),
    ),
    'item.release': permissionOf(reasonsOf(decideReleaseBy(actor, item))),
    'item.unschedule': permissionOf(reasonsOf(decidePlain(actor, item, 'unschedule'))),
    'item.amend': permissionOf(reasonsOf(decideAmendment(actor, item))),
    'item.withdraw': permissionOf(common('withdraw')),
    'item.discard': permissionOf(reasonsOf(decidePlain(actor, item, 'discard'))),
    'gate.override': permissionOf(override),
  };
  return {
    ...(table as Record<string, Permission>),
    ...(signing(actor, item) as Record<string, Permission>),
  };
}
