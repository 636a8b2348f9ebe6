import type { Actor, CommandName } from '../contexts/organisation/contract.ts';
import type { DutyView } from '../contexts/plan/contract.ts';
import { withoutWaitingForDisk } from '../platform/database/database.ts';
import { compose, type Product } from './compose.ts';
import { datasetScenes } from './demo-datasets.ts';
import { enforcementScenes } from './demo-enforcement.ts';
import { inspectionScenes } from './demo-inspections.ts';
import { exemptTold, relationsTold, releaseTold, signTold, submitTold } from './demo-packages.ts';
import { accountsOf, everyPermission, whoMay } from './demo-people.ts';
import { powerScenes } from './demo-powers.ts';
import { projectScenes } from './demo-projects.ts';
import { registerScenes } from './demo-registers.ts';
import { tellRequests } from './demo-requests.ts';
import { instantOf, StoryClock, StorySteps, toldSteps } from './demo-story.ts';
import { demoDefinition, demoNote, done } from './demo-words.ts';
import type { DemoItem, DemoPack } from './pack/demo.ts';

/**
 * Feeds the pack's synthetic content through the real use cases, each act at its own day: drafts are written, checked,
 * signed by the demo accounts, released, amended, withdrawn. What lies after the present day has not happened yet.
 * A telling that is cut off goes on at the next start with the step that comes next.
 */

interface Story {
  readonly product: Product;
  readonly clock: StoryClock;
  readonly steps: StorySteps;
  readonly accounts: ReadonlyMap<string, Actor>;
  readonly demo: DemoPack;
  /** Ids of documents by the key of their item. */
  readonly documents: Map<string, string>;
  /** Ids of duties by the key of the event that caused them. */
  readonly events: Map<string, string>;
}

async function dutyFor(
  story: Story,
  meets: DemoItem['meets'][number],
  unitId: string,
  year: number,
): Promise<DutyView | { id: string } | undefined> {
  if (meets.event !== undefined) {
    const id = story.events.get(meets.event);
    return id === undefined ? undefined : { id };
  }
  const unit = meets.unit ?? unitId;
  const { rows } = await story.product.plan.listDuties(everyPermission(), {
    leaf: meets.leaf,
    unit,
    page: 1,
    size: 200,
  });
  if (meets.period !== undefined) return rows.find(duty => duty.period === meets.period);
  return rows.find(duty => duty.period.startsWith(String(year))) ?? rows[0];
}

async function meetsOf(story: Story, item: DemoItem): Promise<{ dutyId: string; elements: number[] }[]> {
  const found: { dutyId: string; elements: number[] }[] = [];
  for (const meets of item.meets) {
    const duty = await dutyFor(story, meets, item.unit, Number(item.draftedOn.slice(0, 4)));
    if (duty === undefined) continue;
    const detail = await story.product.plan.dutyDetail(everyPermission(), duty.id);
    const required = detail.elements.filter(element => element.required).map(element => element.no);
    found.push({ dutyId: duty.id, elements: meets.elements ?? required });
  }
  return found;
}

/** One version of an item on its way: `act` is the part of its steps' keys before the colon. */
interface Way {
  readonly id: string;
  readonly act: string;
  readonly drafter: Actor;
  readonly unitId: string;
  /** It goes with its interpretations, each act one for all of them. */
  readonly isPackage: boolean;
  /** Seconds between two signatures. */
  readonly pause?: number;
}

async function submit(story: Story, way: Way): Promise<void> {
  await story.steps.once(`${way.act}:submit`, async () => {
    done<unknown>(await submitTold(story.product.publications, way.drafter, way), way.act);
    return way.id;
  });
}

/** Signs every step of the chain up to one; each by somebody who has not signed yet. */
async function signChain(story: Story, way: Way, stopsBefore?: string): Promise<void> {
  const { publications, pack } = story.product;
  const { id, act, drafter, unitId } = way;
  const used = new Set([drafter.staffId]);
  for (const step of pack.review.steps) {
    const signer = whoMay(story, step.command as CommandName, unitId, used);
    if (step.id === stopsBefore) return;
    story.clock.tick(way.pause ?? 1800);
    await story.steps.once(`${act}:sign:${step.id}`, async () => {
      done<unknown>(await signTold(publications, signer, way, step.id), step.name);
      return id;
    });
    used.add(signer.staffId);
  }
}

async function returned(story: Story, item: DemoItem, { id, act, drafter }: Way): Promise<void> {
  const { publications, pack } = story.product;
  const step = pack.review.steps[0];
  if (step === undefined) return;
  const signer = whoMay(story, step.command as CommandName, item.unit, new Set([drafter.staffId]));
  const reasons =
    item.returnReasons.length > 0 ? item.returnReasons : ['数据与上期口径不一致，请补充统计口径说明。'];
  await story.steps.once(`${act}:return`, async () => {
    const { digest } = await publications.getItem(signer, id);
    done(await publications.returnToDrafter(signer, id, { step: step.id, digest, reasons }), act);
    return id;
  });
}

async function releaseNow(story: Story, way: Way): Promise<void> {
  const officer = whoMay(story, 'item.release', way.unitId);
  await story.steps.once(`${way.act}:release`, async () => {
    done<unknown>(await releaseTold(story.product.publications, officer, way), way.act);
    return way.id;
  });
}

async function amend(story: Story, item: DemoItem, id: string, drafter: Actor): Promise<void> {
  const { amended } = item;
  if (amended === undefined || !story.clock.set(instantOf(amended.on))) return;
  const { publications } = story.product;
  const way: Way = { id, act: `item:${item.key}:amended`, drafter, unitId: item.unit, isPackage: false };
  await story.steps.once(`${way.act}:begin`, async () => {
    done(await publications.amend(drafter, id), item.key);
    return id;
  });
  await story.steps.once(`${way.act}:change`, async () => {
    const { revision } = await publications.getItem(drafter, id);
    const title = amended.title === undefined ? {} : { title: amended.title };
    const change = { revision, bodyHtml: `${amended.body}${demoNote}`, ...title };
    done(await publications.changeDraft(drafter, id, change), item.key);
    return id;
  });
  await submit(story, way);
  await signChain(story, way);
  await releaseNow(story, way);
}

async function withdraw(story: Story, item: DemoItem, id: string): Promise<void> {
  const { withdrawn } = item;
  if (withdrawn === undefined || !story.clock.set(instantOf(withdrawn.on))) return;
  const { kind, reason } = withdrawn;
  const replacedBy =
    withdrawn.replacedBy === undefined ? null : (story.documents.get(withdrawn.replacedBy) ?? null);
  const officer = whoMay(story, 'item.withdraw', item.unit);
  await story.steps.once(`item:${item.key}:withdraw`, async () => {
    done(await story.product.publications.withdraw(officer, id, { kind, reason, replacedBy }), item.key);
    return id;
  });
}

async function draft(story: Story, item: DemoItem, drafter: Actor, policyId?: string): Promise<string> {
  const { publications } = story.product;
  const scheduled = item.state === 'scheduled' && item.releasedOn !== undefined;
  const body = {
    kind: item.kind,
    columnId: item.column,
    ownerUnitId: item.unit,
    title: item.title,
    summary: item.summary,
    bodyHtml: `${item.body}${demoNote}`,
    metadata: {
      writtenOn: item.draftedOn.slice(0, 10),
      ...(item.kind === 'statistics' ? { statisticalDefinition: demoDefinition } : {}),
      ...item.metadata,
      relations: relationsTold(item, story.demo.items, story.documents),
    },
    attachments: [],
    meets: await meetsOf(story, item),
    channels: item.channels,
    releaseAt: scheduled ? instantOf(item.releasedOn ?? item.draftedOn).toISOString() : null,
  };
  const interprets = policyId === undefined ? {} : { interprets: policyId };
  return done(await publications.createDraft(drafter, body, { isDemo: true, ...interprets }), item.key).id;
}

/** One item as far as it goes; later acts (amendment, withdrawal) come in the order of their own days. */
async function tellItem(story: Story, item: DemoItem): Promise<void> {
  if (!story.clock.set(instantOf(item.draftedOn))) return;
  const drafter = whoMay(story, 'item.draft', item.unit);
  const act = `item:${item.key}`;
  const id = await story.steps.once(`${act}:draft`, () => draft(story, item, drafter));
  story.documents.set(item.key, id);
  const interpretations = story.demo.items.filter(each => each.interprets === item.key);
  for (const each of interpretations) {
    const key = `item:${each.key}:draft`;
    // Of one moment, their order in the package and so their index numbers would be left to chance.
    story.clock.tick(60);
    story.documents.set(each.key, await story.steps.once(key, () => draft(story, each, drafter, id)));
  }
  if (item.state === 'draft') return;
  await exemptTold(story.product.publications, story.steps, {
    ...{ id, item, done },
    approver: () => whoMay(story, 'package.exempt', item.unit, new Set([drafter.staffId])),
  });
  const way: Way = { id, act, drafter, unitId: item.unit, isPackage: interpretations.length > 0 };
  story.clock.tick(1800);
  await submit(story, way);
  if (item.state === 'returned') return returned(story, item, way);
  await signChain(story, way, item.stopsBefore);
  if (item.state === 'in-review' || item.state === 'approved') return;
  if (item.state !== 'scheduled' && !story.clock.set(instantOf(item.releasedOn ?? item.draftedOn))) return;
  if (item.releasedOn === undefined) story.clock.tick(4 * 3600);
  await releaseNow(story, way);
}

interface Scene {
  readonly at: Date;
  readonly tell: () => Promise<void>;
}

function scenesOf(story: Story): Scene[] {
  const { demo, product, clock } = story;
  const scenes: Scene[] = [];
  for (const event of demo.events) {
    scenes.push({
      at: instantOf(event.on),
      tell: async () => {
        if (!clock.set(instantOf(event.on))) return;
        const { leaf: leafId, unit: unitId, on: occurredOn, words, elements } = event;
        const officer = whoMay(story, 'duty.raise', unitId);
        const body = { leafId, unitId, occurredOn, words, ...(elements === undefined ? {} : { elements }) };
        const id = await story.steps.once(`event:${event.key}`, async () => {
          const { dutyIds } = done(await product.plan.raiseEvent(officer, body), event.key);
          return dutyIds[0] ?? '';
        });
        if (id !== '') story.events.set(event.key, id);
      },
    });
  }
  for (const item of demo.items) {
    // An interpretation is told with the document it explains.
    if (item.interprets === undefined)
      scenes.push({ at: instantOf(item.draftedOn), tell: () => tellItem(story, item) });
    const later = [
      {
        on: item.amended?.on,
        tell: (id: string) => amend(story, item, id, whoMay(story, 'item.draft', item.unit)),
      },
      { on: item.withdrawn?.on, tell: (id: string) => withdraw(story, item, id) },
    ];
    for (const { on, tell } of later) {
      if (on === undefined) continue;
      scenes.push({
        at: instantOf(on),
        tell: async () => {
          const id = story.documents.get(item.key);
          if (id !== undefined) await tell(id);
        },
      });
    }
  }
  for (const [no, proof] of demo.proofs.entries())
    scenes.push({ at: instantOf(proof.on), tell: () => tellProof(story, proof, `proof:${no}`) });
  for (const [no, each] of demo.notApplicable.entries())
    scenes.push({ at: instantOf(each.on), tell: () => tellExempt(story, each, `not-applicable:${no}`) });
  return scenes.sort((a, b) => a.at.getTime() - b.at.getTime());
}

async function tellProof(story: Story, proof: DemoPack['proofs'][number], step: string): Promise<void> {
  if (!story.clock.set(instantOf(proof.on))) return;
  const { plan } = story.product;
  const duty = await dutyFor(story, { ...proof }, proof.unit, Number(proof.on.slice(0, 4)));
  if (duty === undefined) return;
  const officer = whoMay(story, 'duty.prove', proof.unit);
  const detail = await plan.dutyDetail(everyPermission(), duty.id);
  const elements = proof.elements ?? detail.elements.filter(each => each.required).map(each => each.no);
  const body = { elements, words: proof.words, provedOn: proof.on };
  await story.steps.once(step, async () => {
    done(await plan.addProof(officer, duty.id, body), proof.words);
    return duty.id;
  });
}

async function tellExempt(
  story: Story,
  each: DemoPack['notApplicable'][number],
  step: string,
): Promise<void> {
  if (!story.clock.set(instantOf(each.on))) return;
  const { plan } = story.product;
  const duty = await dutyFor(
    story,
    { leaf: each.leaf, period: each.period },
    each.unit,
    Number(each.on.slice(0, 4)),
  );
  if (duty === undefined) return;
  const asker = whoMay(story, 'duty.ask-not-applicable', each.unit);
  await story.steps.once(`${step}:ask`, async () => {
    done(await plan.askNotApplicable(asker, duty.id, { reason: each.reason }), each.reason);
    return duty.id;
  });
  if (!each.approved) return;
  const approver = whoMay(story, 'duty.approve-not-applicable', each.unit, new Set([asker.staffId]));
  await story.steps.once(`${step}:approve`, async () => {
    done(await plan.approveNotApplicable(approver, duty.id), each.reason);
    return duty.id;
  });
}

/** The mark in the audit trail that the whole story has been told. */
const demoTold = 'demo.told';

/**
 * Tells the whole story once, from where an earlier start was cut off; a data folder that has items of its own is left
 * alone.
 */
export async function seedDemo(real: Product, demo: DemoPack, say: (text: string) => void): Promise<void> {
  const { data, pack } = real;
  const [wholeStory] = await real.log.listAudit({ command: demoTold, size: 1 });
  if (wholeStory !== undefined) return;
  const told = await toldSteps(data.kysely);
  if (told.size === 0 && (await real.publications.open.hasItems())) {
    // A version that kept no record of its steps has been cut off here.
    if (await real.publications.open.hasDemoItems())
      say('上次载入演示数据时被中断，演示数据不完整。如需完整的演示，请删除数据目录后重新启动。');
    return;
  }
  say(told.size === 0 ? '正在载入演示数据……' : '上次载入演示数据时被中断，正在从中断处继续……');
  const clock = new StoryClock(real.clock.now());
  const steps = new StorySteps(told);
  const { marked } = steps;
  // Nothing here cannot be told again: only the mark at its end waits for the disk, and takes all of it along.
  const quick = { ...data, ...withoutWaitingForDisk(data) };
  const product = await compose({
    data: quick,
    pack,
    clock,
    demo: true,
    logOrigin: 'demo',
    audited: marked,
    // A letter takes longer than everything else of a case together.
    writesLetters: () => false,
  });
  for (const copied of demo.plans) {
    const source = pack.plans.find(plan => plan.year === copied.from);
    if (source === undefined || !clock.set(instantOf(copied.issuedOn))) continue;
    const { year, title, issuedOn } = copied;
    await product.plan.loadPackPlan({ ...source, year, title, issuedOn });
  }
  const accounts = await accountsOf(product);
  const story: Story = { product, clock, steps, accounts, demo, documents: new Map(), events: new Map() };
  const teller = {
    ...{ clock, steps, done },
    whoMay: (command: CommandName, unitId: string) => whoMay(story, command, unitId),
    release: async ({ before, ...told }: Omit<Way, 'isPackage'> & { before?: Promise<unknown> }) => {
      const way: Way = { ...told, isPackage: false };
      await submit(story, way);
      await signChain(story, way);
      await before;
      await releaseNow(story, way);
    },
  };
  const editions = datasetScenes({ ...teller, datasets: product.datasets });
  const lists = powerScenes({ ...teller, powers: product.powers }, product.pack.powers);
  const registers = registerScenes({ ...teller, registers: product.registers }, pack);
  const registrar = pack.registers.registers.find(({ id }) => id === 'social-organisations')?.owner;
  const organ = pack.organisation.units.find(unit => unit.kind === 'bureau')?.id;
  const decisions = enforcementScenes({ ...teller, enforcement: product.enforcement, organ }, registrar);
  const inspections = inspectionScenes({ ...teller, inspections: product.inspections }, pack.inspections);
  const projects = projectScenes({ ...teller, projects: product.projects }, pack);
  const scenes = [scenesOf(story), editions, lists, registers, decisions, inspections, projects]
    .flat()
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const scene of scenes) await scene.tell();
  await tellRequests({
    requests: product.requests,
    pack,
    clock,
    steps,
    present: real.clock.today(),
    whoMay: (command, unitId, except) => whoMay(story, command, unitId, except),
    done,
  });
  await quick.close();
  await real.log.recordAudit(data.kysely, {
    at: real.clock.now(),
    actor: null,
    command: demoTold,
    subjectKind: 'demo',
    subjectId: pack.id,
    outcome: 'done',
    detail: { items: story.documents.size },
  });
  await real.log.seal();
}
