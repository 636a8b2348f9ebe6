import type { Actor, CommandName } from '../contexts/organisation/contract.ts';
import {
  type IntakeBody,
  intakeBody,
  type RequestCommand,
  requestCommands,
} from '../contexts/requests/contract.ts';
import type { Requests } from '../contexts/requests/service.ts';
import type { DemoRequest } from './demo-request-cases.ts';
import { demoRequests } from './demo-request-year.ts';
import { instantOf, type StoryClock, type StorySteps } from './demo-story.ts';
import type { Pack } from './pack/load.ts';

/**
 * Synthetic requests for information, told through the real commands each on its own day: every outcome the law knows,
 * and open cases in every stage. Nobody in them exists.
 */

export interface RequestStory {
  readonly requests: Requests;
  readonly pack: Pack;
  readonly clock: StoryClock;
  readonly steps: StorySteps;
  /** The day on which the demonstration stands. */
  readonly present: string;
  /** Somebody of the demonstration who may do this for a unit. */
  whoMay(command: CommandName, unitId: string, except?: ReadonlySet<string>): Actor;
  /** The value, or the end of the story with the reasons. */
  done<T>(
    result: { ok: true; value: T } | { ok: false; reasons: readonly { message: string }[] },
    what: string,
  ): T;
}

/** A case on its way. */
interface Telling {
  readonly story: RequestStory;
  readonly key: string;
  readonly id: string;
  unitId: string;
  no: number;
}

type Body<K extends RequestCommand> = import('zod').input<(typeof requestCommands)[K]>;

const grants: Partial<Record<RequestCommand, CommandName>> = {
  'confirm-receipt': 'request.register',
  correct: 'request.register',
  withdraw: 'request.register',
  assign: 'request.assign',
  'ask-extension': 'request.ask-extension',
  'approve-extension': 'request.approve-extension',
  deliver: 'request.deliver',
  close: 'request.deliver',
  archive: 'request.archive',
  'add-dispute': 'request.record-dispute',
  'decide-dispute': 'request.record-dispute',
  rehandle: 'request.record-dispute',
};

/** One act of the case; its place in the case is its key. */
async function act<K extends RequestCommand>(
  telling: Telling,
  command: K,
  body: Body<K>,
  by?: Actor,
): Promise<void> {
  const { story, key, id } = telling;
  telling.no += 1;
  const actor = by ?? story.whoMay(grants[command] ?? 'request.handle', telling.unitId);
  await story.steps.once(`request:${key}:${telling.no}:${command}`, async () => {
    const whole = requestCommands[command].parse(body) as never;
    story.done(await story.requests.perform(actor, id, command, whole), `${key} ${command}`);
    return id;
  });
}

/** Drafts the reply and has it signed by as many as it takes. */
async function sign(
  telling: Telling,
  reply: NonNullable<DemoRequest['reply']>,
  upTo?: string,
): Promise<void> {
  const { story, id, unitId } = telling;
  const drafter = story.whoMay('request.handle', unitId);
  const { revision } = await story.requests.view(drafter, id);
  const { outcome, ground = null, says, publicInterest = '' } = reply;
  await act(
    telling,
    'draft-reply',
    { revision, outcome, ground, says, publicInterest, supplied: [] },
    drafter,
  );
  if (upTo === 'draft') return;
  story.clock.tick(1800);
  await act(telling, 'submit-reply', {}, drafter);
  const digest = (await story.requests.view(drafter, id)).reply?.digest ?? '';
  const used = new Set([drafter.staffId]);
  for (const step of story.pack.requests.replySteps) {
    if (step.id === upTo) return;
    const signer = story.whoMay(step.command, unitId, used);
    story.clock.tick(1800);
    await act(telling, 'sign-reply', { step: step.id, digest, note: '' }, signer);
    used.add(signer.staffId);
  }
}

async function takeIn(story: RequestStory, told: DemoRequest): Promise<string> {
  const intake: IntakeBody = intakeBody.parse({
    matter: told.matter ?? 'information',
    via: told.via,
    submittedOn: told.on,
    applicant: told.applicant,
    wish: told.wish,
  });
  const officer = story.whoMay('request.register', story.pack.requests.officeUnit);
  return story.steps.once(`request:${told.key}`, async () => {
    const taken = await story.requests.takeIn(intake, officer, { isDemo: true });
    return story.done(taken, told.key).id;
  });
}

/** Tells one case as far as the present day allows. */
async function tell(story: RequestStory, told: DemoRequest): Promise<void> {
  if (!story.clock.set(instantOf(told.on))) return;
  const id = await takeIn(story, told);
  const telling: Telling = { story, key: told.key, id, unitId: story.pack.requests.officeUnit, no: 0 };
  for (const step of told.steps) {
    if (!story.clock.set(instantOf(step.on))) return;
    if (step.command === 'reply') {
      if (told.reply !== undefined) await sign(telling, told.reply, told.stopsBefore);
      continue;
    }
    const body = await withIds(telling, step.command, step.body);
    await act(telling, step.command, body as never);
    if (step.command === 'assign') telling.unitId = String(step.body['unitId']);
  }
}

/** Answers and results name what the case itself has numbered. */
async function withIds(
  { story, id, unitId }: Telling,
  command: RequestCommand,
  body: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  if (!['record-answer', 'decide-dispute', 'rehandle'].includes(command)) return { ...body };
  const view = await story.requests.view(story.whoMay('request.read', unitId), id);
  if (command === 'record-answer') return { ...body, consultationId: view.consultations.at(-1)?.id ?? '' };
  return { ...body, disputeId: view.disputes.at(-1)?.id ?? '' };
}

/** Tells every case of the demonstration whose day has come. */
export async function tellRequests(story: RequestStory): Promise<number> {
  const mayRegister = Object.values(story.pack.organisation.roles).some(
    role => 'request.register' in role.grants,
  );
  if (!mayRegister) return 0;
  const sections = story.pack.organisation.units.filter(
    unit => unit.kind === 'section' && unit.id !== story.pack.requests.officeUnit,
  );
  const present = Number(story.present.slice(0, 4));
  const cases = demoRequests(
    sections.map(unit => unit.id),
    present,
  );
  for (const told of cases) await tell(story, told);
  return cases.length;
}
