import { type DefaultTreeAdapterTypes, parseFragment, serialize } from 'parse5';
import { AppError } from '../../../platform/app-error.ts';
import { type ColumnKind, columnKindWords, planTable } from '../../files/contract/personal-tables.ts';
import type { MaskBody, MaskView, ReplacementView } from '../contract/masking.ts';
import type { Actor } from '../contract.ts';
import type { PublicationPorts } from '../ports.ts';
import { decidePlain } from '../rules/decisions.ts';
import { type MaskUnit, planMasking } from '../rules/masking.ts';
import { checkId, loadItem } from '../store/items.ts';
import type { draftingCases } from './drafting.ts';
import { itemFacts } from './facts.ts';
import { permittedOrThrow, type Result } from './perform.ts';

/** Masking the personal data in title, summary and body of a draft: in words and cells, never in markup. */

type Node = DefaultTreeAdapterTypes.ChildNode;
type Parent = DefaultTreeAdapterTypes.ParentNode;
type Element = DefaultTreeAdapterTypes.Element;
type Text = DefaultTreeAdapterTypes.TextNode;
type Lists = MaskBody['lists'];

const isElement = (node: Node): node is Element => 'tagName' in node;
const blocks = /^(?:p|h[1-6]|li|ul|ol|blockquote|table|caption|thead|tbody|tfoot|tr|td|th|div|br|hr)$/;

/** Texts between which no block begins or ends: a number may be cut by bold or a link. */
function runsOf(parent: Parent, into: Text[][]): Text[][] {
  for (const node of parent.childNodes) {
    if (node.nodeName === '#text') {
      const last = into.at(-1);
      if (last === undefined) into.push([node as Text]);
      else last.push(node as Text);
    } else if (isElement(node)) {
      const parts = blocks.test(node.tagName);
      if (parts) into.push([]);
      runsOf(node, into);
      if (parts) into.push([]);
    }
  }
  return into;
}

function below(parent: Parent, name: RegExp): Element[] {
  return parent.childNodes
    .filter(isElement)
    .flatMap(node => (name.test(node.tagName) ? [node] : below(node, name)));
}

const rowsOf = (table: Element) => below(table, /^tr$/);
const cellsOf = (row: Element) =>
  row.childNodes.filter(isElement).filter(node => /^t[dh]$/.test(node.tagName));
const wordsOf = (parent: Parent) =>
  runsOf(parent, [])
    .flat()
    .map(node => node.value)
    .join('')
    .trim();

function detach(node: Element): void {
  const parent = node.parentNode;
  if (parent !== null) parent.childNodes = parent.childNodes.filter(each => each !== node);
}

interface Shaped {
  /** What the columns say, by the cell they stand in. */
  readonly kinds: Map<Element, ColumnKind>;
  readonly removed: Omit<ReplacementView, 'no'>[];
}

/** Lists of persons as ordered: gone, without their sensitive columns, or with every cell marked by its kind. */
function shapeTables(root: Parent, lists: Lists): Shaped {
  const kinds = new Map<Element, ColumnKind>();
  const removed: Omit<ReplacementView, 'no'>[] = [];
  below(root, /^table$/).forEach((table, i) => {
    const where = `第${i + 1}个表格`;
    const plan = planTable(rowsOf(table).map(row => cellsOf(row).map(wordsOf)));
    if (plan.isList && lists === 'remove-table') {
      detach(table);
      removed.push({ words: '人员名单', where, after: '整表删除' });
      return;
    }
    const going = new Map(
      [...plan.columns].filter(([, kind]) => lists === 'remove-columns' && kind !== 'name'),
    );
    for (const kind of going.values())
      removed.push({ words: columnKindWords[kind], where, after: '整列删除' });
    rowsOf(table).forEach((row, r) => {
      cellsOf(row).forEach((cell, column) => {
        const kind = plan.rows[r]?.get(column);
        if (going.has(column)) detach(cell);
        else if (kind !== undefined) kinds.set(cell, kind);
      });
    });
  });
  return { kinds, removed };
}

interface Placed {
  readonly unit: MaskUnit;
  readonly nodes: readonly Text[];
}

function bodyUnits(root: Parent, kinds: ReadonlyMap<Element, ColumnKind>): Placed[] {
  const inLists = new Set<Text>();
  const cells: Placed[] = [...kinds].map(([cell, kind]) => {
    const nodes = runsOf(cell, []).flat();
    for (const node of nodes) inLists.add(node);
    return { nodes, unit: { where: '正文中的名单', pieces: nodes.map(node => node.value), kind } };
  });
  const runs = runsOf(root, [])
    .map(run => run.filter(node => !inLists.has(node)))
    .filter(run => run.some(node => node.value.trim() !== ''));
  const texts = runs.map((nodes, i) => ({
    nodes,
    unit: { where: `正文第${i + 1}段`, pieces: nodes.map(node => node.value) },
  }));
  return [...texts, ...cells];
}

interface Masked {
  readonly replacements: ReplacementView[];
  readonly title: string;
  readonly summary: string;
  readonly bodyHtml: string;
}

/** The three texts of a draft, masked. What is removed whole is counted behind what is replaced, and always done. */
export function maskTexts(
  {
    title,
    summary,
    bodyHtml,
  }: { readonly title: string; readonly summary: string; readonly bodyHtml: string },
  lists: Lists,
  only?: ReadonlySet<number>,
): Masked {
  const root = parseFragment(bodyHtml);
  const { kinds, removed } = shapeTables(root, lists);
  const placed = bodyUnits(root, kinds);
  const plan = planMasking([
    { where: '标题', pieces: [title] },
    { where: '摘要', pieces: [summary] },
    ...placed.map(each => each.unit),
  ]);
  const [newTitle, newSummary, ...rest] = plan.apply(only);
  placed.forEach(({ nodes }, i) => {
    nodes.forEach((node, j) => {
      node.value = rest[i]?.[j] ?? node.value;
    });
  });
  const behind = plan.replacements.length;
  return {
    replacements: [...plan.replacements, ...removed.map((each, i) => ({ ...each, no: behind + i }))],
    title: newTitle?.[0] ?? title,
    summary: newSummary?.[0] ?? summary,
    bodyHtml: serialize(root),
  };
}

export function maskingCases(
  ports: PublicationPorts,
  changeDraft: ReturnType<typeof draftingCases>['changeDraft'],
) {
  /**
   * Shows what would be masked, or masks it as an edit like any other: a new revision, signatures void. Faults:
   * `not-found`, `edited-meanwhile` where the draft is no longer the one that was shown.
   */
  async function mask(
    actor: Actor,
    itemId: string,
    body: MaskBody & { readonly preview: boolean },
  ): Promise<Result<MaskView>> {
    checkId(itemId);
    const item = await loadItem(ports.database.kysely, itemId);
    if (item === undefined) throw new AppError('not-found');
    const decision = decidePlain(actor, itemFacts(ports, item), 'change');
    if (!decision.ok) {
      permittedOrThrow(decision.reasons);
      return decision;
    }
    const { current } = item;
    const only = body.only === undefined ? undefined : new Set(body.only);
    const { replacements, title, summary, bodyHtml } = maskTexts(current, body.lists, only);
    if (body.preview) return { ok: true, value: { revision: current.revision, replacements } };
    const changed = await changeDraft(actor, itemId, { revision: body.revision, title, summary, bodyHtml });
    if (!changed.ok) return changed;
    const done = replacements.filter(each => only === undefined || only.has(each.no));
    return { ok: true, value: { revision: changed.value.revision, replacements: done } };
  }

  return { mask };
}
