import type { z } from 'zod';
import type { Day } from '../../../law/day.ts';
import { AppError } from '../../../platform/app-error.ts';
import type {
  Actor,
  CatalogueView,
  differenceView,
  ImpactAssessmentView,
  ItemPage,
  ItemView,
  itemQuery,
  QueueEntry,
} from '../contract.ts';
import type { PublicationPorts } from '../ports.ts';
import { capacities, may } from '../rules/authority.ts';
import {
  attachmentDifference,
  blockDifference,
  characterDifference,
  fieldDifference,
} from '../rules/difference.ts';
import { columnPath } from '../rules/item-path.ts';
import { decideSigning } from '../rules/review.ts';
import { impactAssessments } from '../store/impact-assessments.ts';
import { checkId, contentLastSignedBy, loadItem, loadVersion } from '../store/items.ts';
import { type ListedItem, listOpen, listPage } from '../store/lists.ts';
import type { CheckedContent, StoredItem } from '../store/rows.ts';
import { currentDigest, dayOfInstant, reviewFacts } from './facts.ts';
import { checkedContent } from './gating.ts';
import { unitSeen } from './sight.ts';
import { rowsOf, viewOf, waitingOf } from './views.ts';

export interface OpenStep {
  readonly documentId: string;
  readonly versionNo: number;
  readonly title: string;
  readonly ownerUnitId: string;
  readonly step: string;
  readonly stepName: string;
  /** The permission that signs it: whom to remind. */
  readonly command: string;
  readonly dueOn: Day;
  readonly late: boolean;
  readonly drafters: readonly string[];
}

type Difference = z.infer<typeof differenceView>;

export function readingCases(ports: PublicationPorts) {
  const { kysely } = ports.database;

  async function visibleItem(actor: Actor, itemId: string): Promise<StoredItem> {
    checkId(itemId);
    const item = await loadItem(kysely, itemId);
    if (item === undefined) throw new AppError('not-found');
    if (capacities(actor, 'item.read', item.document.ownerUnitId).length === 0)
      throw new AppError('not-allowed');
    return item;
  }

  /** One page of items. `step` keeps those that wait for that step now. */
  async function listItems(actor: Actor, query: z.infer<typeof itemQuery>): Promise<ItemPage> {
    const unitId = unitSeen(actor);
    const { page, size, step } = query;
    if (step === undefined) {
      const { items, count } = await listPage(kysely, query, unitId);
      return { items: await rowsOf(ports, items), count, page, size };
    }
    const open = await listOpen(kysely, ['in-review'], { query: { ...query, state: undefined }, unitId });
    const waiting = open.filter(({ document, version }) =>
      waitingOf(ports, document, version).some(each => each.step.id === step),
    );
    const shown = waiting.slice((page - 1) * size, page * size);
    return { items: await rowsOf(ports, shown), count: waiting.length, page, size };
  }

  /** What was judged before personal data of the item was published; the newest first. */
  async function itemImpactAssessments(actor: Actor, itemId: string): Promise<ImpactAssessmentView[]> {
    const { document } = await visibleItem(actor, itemId);
    return impactAssessments(kysely, document.id);
  }

  async function getItem(actor: Actor, itemId: string): Promise<ItemView> {
    return viewOf(ports, actor, await visibleItem(actor, itemId));
  }

  function compared(before: CheckedContent | null, after: CheckedContent): Omit<Difference, 'against'> {
    const old = before ?? { title: '', blocks: [], fields: {}, attachments: [] };
    return {
      title: characterDifference(old.title, after.title),
      blocks: blockDifference(old.blocks, after.blocks),
      metadata: fieldDifference(old.fields, after.fields),
      attachments: attachmentDifference(old.attachments, after.attachments),
    };
  }

  /** What to compare with: a version asked for, else what this person last signed, else what is public. */
  async function baseOf(actor: Actor, item: StoredItem, versionNo: number | undefined) {
    const { document, current, live } = item;
    if (versionNo !== undefined) {
      const version = await loadVersion(kysely, document.id, versionNo);
      if (version === undefined) throw new AppError('not-found');
      return { versionNo, words: `第${versionNo}版`, content: checkedContent(document, version) };
    }
    const digest = currentDigest(document, current);
    const signed = await contentLastSignedBy(kysely, document.id, actor.staffId, digest);
    if (signed !== undefined) {
      const words = `您于${dayOfInstant(signed.signedAt)}办理时的内容（第${signed.versionNo}版）`;
      return { versionNo: signed.versionNo, words, content: signed.checked };
    }
    if (live === null || live.no === current.no) return null;
    return { versionNo: live.no, words: `已发布的第${live.no}版`, content: checkedContent(document, live) };
  }

  async function difference(actor: Actor, itemId: string, versionNo?: number): Promise<Difference> {
    const item = await visibleItem(actor, itemId);
    const base = await baseOf(actor, item, versionNo);
    return {
      against: base === null ? null : { versionNo: base.versionNo, words: base.words },
      ...compared(base?.content ?? null, checkedContent(item.document, item.current)),
    };
  }

  type Task = Pick<QueueEntry, 'task' | 'step' | 'dueOn' | 'late'>;

  /** What an open item asks of this person now, if anything. */
  function taskOf(actor: Actor, { document, version }: ListedItem): Task | undefined {
    if (version.state === 'in-review') {
      const facts = reviewFacts(ports, document, version, version.digest);
      const waiting = waitingOf(ports, document, version).find(
        each => decideSigning(actor, facts, { step: each.step.id, digest: version.digest }).ok,
      );
      return waiting && { task: 'sign', step: waiting.step.id, dueOn: waiting.dueOn, late: waiting.late };
    }
    const plain = { step: null, dueOn: null, late: false };
    if (version.state === 'approved')
      return may(actor, 'item.release', document.ownerUnitId) ? { task: 'release', ...plain } : undefined;
    if (!version.drafters.includes(actor.staffId)) return undefined;
    return { task: version.state === 'returned' ? 'revise' : 'finish-draft', ...plain };
  }

  const urgency: readonly QueueEntry['task'][] = ['sign', 'revise', 'release', 'finish-draft'];

  /** What waits for this person: steps to sign by due date, then returned items, releases, own drafts. */
  async function myQueue(actor: Actor): Promise<QueueEntry[]> {
    const [shared, own] = await Promise.all([
      listOpen(kysely, ['in-review', 'approved']),
      listOpen(kysely, ['draft', 'returned'], { drafter: actor.staffId }),
    ]);
    const tasks = [...shared, ...own].flatMap(item => {
      const task = taskOf(actor, item);
      return task === undefined ? [] : [{ item, task }];
    });
    const rows = await rowsOf(
      ports,
      tasks.map(each => each.item),
    );
    return rows
      .map((row, i) => ({ ...row, ...tasks[i]!.task }))
      .sort(
        (a, b) =>
          urgency.indexOf(a.task) - urgency.indexOf(b.task) || (a.dueOn ?? '').localeCompare(b.dueOn ?? ''),
      );
  }

  /** Steps that wait and are due on or before a day, for reminders; `late` tells which have passed their day. */
  async function stepsDue(by: Day): Promise<OpenStep[]> {
    const open = await listOpen(kysely, ['in-review']);
    return open.flatMap(({ document, version }) =>
      waitingOf(ports, document, version)
        .filter(({ dueOn }) => dueOn <= by)
        .map(({ step, dueOn, late }) => ({
          documentId: document.id,
          versionNo: version.no,
          title: version.title,
          ownerUnitId: document.ownerUnitId,
          step: step.id,
          stepName: step.name,
          command: step.command,
          dueOn,
          late,
          drafters: version.drafters,
        })),
    );
  }

  /** The steps that have run late by the clock's day. */
  async function lateSteps(today: Day): Promise<OpenStep[]> {
    return (await stepsDue(today)).filter(step => step.dueOn < today);
  }

  /** What the drafting form offers. */
  function catalogue(): CatalogueView {
    const { columns, topics, genres, documentNumberPrefixes } = ports.pack.catalogue;
    return {
      columns: columns.map(each => ({ ...each, path: columnPath(ports.pack.catalogue, each.id) })),
      topics: [...topics],
      genres: [...genres],
      documentNumberPrefixes: [...documentNumberPrefixes],
      chain: [...ports.pack.review.steps],
    };
  }

  return {
    listItems,
    getItem,
    impactAssessments: itemImpactAssessments,
    difference,
    myQueue,
    stepsDue,
    lateSteps,
    catalogue,
  };
}
