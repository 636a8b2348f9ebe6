import type { Day } from '../../../../law/day.ts';
import { normaliseDocumentNumber } from '../../../../law/document-number.ts';
import { AppError } from '../../../../platform/app-error.ts';
import type { ColumnTable, OldArticle } from '../../contract/importing.ts';
import {
  type Actor,
  type AttachmentView,
  type ItemKind,
  type ItemMetadata,
  itemMetadata,
  type Verdict,
} from '../../contract.ts';
import { oldInstant } from '../../importing/old-instant.ts';
import type { SourceEntry } from '../../importing/source.ts';
import { type PublicationPorts, todayOf } from '../../ports.ts';
import {
  asHtml,
  columnFor,
  type OldAddress,
  oldAddress,
  oldIdOf,
  writtenDay,
} from '../../rules/importing.ts';
import { type CitedName, citationsIn } from '../../rules/relations.ts';
import { htmlLinks, htmlText, imagesWithoutWords, sanitise, wellFormed } from '../../sanitise.ts';
import { documentsNamed, outsideRepeals } from '../../store/relations.ts';
import { dayOfInstant } from '../facts.ts';
import { citedBy } from '../normative/reading.ts';
import { ArticleFiles } from './files.ts';

/** From an entry of a source to an item that can be written: cleaned, its files taken in, judged by the gate. */

export interface NotTaken {
  readonly taken: false;
  readonly entry: SourceEntry;
  readonly words: readonly string[];
}

export interface PreparedArticle {
  readonly taken: true;
  readonly entry: SourceEntry;
  readonly oldId: string;
  readonly kind: ItemKind;
  readonly columnId: string;
  readonly publishedAt: Date;
  readonly title: string;
  readonly summary: string;
  readonly bodyHtml: string;
  /** The body as text. */
  readonly text: string;
  readonly metadata: ItemMetadata;
  readonly attachments: readonly AttachmentView[];
  readonly address: OldAddress | null;
  /** As the old site numbered it; empty if it did not. */
  readonly wantedIndexNo: string;
  readonly citations: readonly CitedName[];
  readonly verdict: Verdict;
  /** Why it stays a draft, beside what the gate says. */
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
}
export type Prepared = NotTaken | PreparedArticle;

export interface ImportOrder {
  readonly actor: Actor;
  readonly origin: string;
  /** Unit that answers for the items from now on. */
  readonly ownerUnitId: string;
  readonly table: ColumnTable;
  /** Nothing is written: files are looked at and not taken in. */
  readonly isTrial: boolean;
}

type Draft = Omit<PreparedArticle, 'verdict'>;

/** Kinds that live only together with something else, which an old site does not tell. */
const boundKinds: Readonly<Partial<Record<ItemKind, string>>> = {
  interpretation:
    '政策解读应当与所解读的政策同组，不能单独迁入。请先迁入政策，再在政策组中补录解读；或改为“新闻”迁入。',
};

interface Place {
  readonly oldId: string;
  readonly kind: ItemKind;
  readonly columnId: string;
  readonly publishedAt: Date;
}

/** Where and when an article belongs, or everything that keeps it from belonging anywhere. */
function placeOf(ports: PublicationPorts, article: OldArticle, table: ColumnTable): Place | string[] {
  const { catalogue } = ports.pack;
  const words: string[] = [];
  const oldId = oldIdOf(article);
  if (oldId === undefined) words.push('既没有编号也没有网址，无法与其他信息区分。请补上 id 或 url。');
  const publishedAt = oldInstant(article.publishedAt, ports.clock.now());
  if (publishedAt === undefined)
    words.push(`发布时间“${article.publishedAt.slice(0, 40)}”不是存在的时间，或者晚于现在。`);
  const columnId = columnFor(article, table, new Set(catalogue.columns.map(each => each.id)));
  const column = catalogue.columns.find(each => each.id === columnId);
  const kind = article.kind ?? (column?.kinds[0] as ItemKind | undefined) ?? table.kind;
  if (columnId === undefined)
    words.push(
      `原栏目“${article.column || '（未填）'}”在栏目对照表中没有去处。请在 columns 中补上，或写明 otherwise。`,
    );
  else if (column === undefined) words.push(`栏目对照表写的“${columnId}”不是本站的栏目，请核对栏目编号。`);
  else if (column.kinds.length > 0 && !column.kinds.some(each => each === kind))
    words.push(`“${column.name}”栏目不发布这一类信息（${kind}），请改写栏目或类别。`);
  const bound = boundKinds[kind];
  if (bound !== undefined) words.push(bound);
  if (words.length > 0 || oldId === undefined || publishedAt === undefined || columnId === undefined)
    return words;
  return { oldId, kind, columnId, publishedAt };
}

function metadataOf(ports: PublicationPorts, article: OldArticle, order: ImportOrder, on: Day): ItemMetadata {
  const text = (value: string) => wellFormed(value).trim();
  const documentNo = text(article.documentNo ?? '');
  const keywords = [...new Set(article.keywords.map(text))].filter(word => word !== '');
  return itemMetadata.parse({
    issuer: text(article.issuer ?? '') || ports.organName,
    source: text(article.source ?? '') || order.origin,
    author: text(article.author ?? ''),
    documentNo: normaliseDocumentNumber(documentNo) ?? documentNo,
    keywords,
    writtenOn: writtenDay(article, on),
  });
}

async function draftOf(
  ports: PublicationPorts,
  entry: SourceEntry,
  article: OldArticle,
  place: Place,
  order: ImportOrder,
  folder: string,
): Promise<Draft | NotTaken> {
  const files = new ArticleFiles(ports, { folder, actor: order.actor, isTrial: order.isTrial });
  try {
    const taken = await files.of(article, entry.base, asHtml(article.body));
    const bodyHtml = sanitise(taken.bodyHtml);
    const text = htmlText(bodyHtml);
    const title = wellFormed(article.title).replace(/\s+/g, ' ').trim();
    const summary = wellFormed(article.summary).trim();
    const metadata = metadataOf(ports, article, order, dayOfInstant(place.publishedAt));
    const own = new Set(
      citationsIn(`《${title}》 ${metadata.documentNo}`).map(each => `${each.key} ${each.words}`),
    );
    const citations = citationsIn([title, summary, metadata.basis, text].join('\n')).filter(
      each => !own.has(`${each.key} ${each.words}`),
    );
    return {
      ...{ taken: true, entry, ...place, title, summary, bodyHtml, text, metadata, citations },
      attachments: taken.attachments,
      address: oldAddress(article.url ?? '') ?? null,
      wantedIndexNo: wellFormed(article.indexNo ?? '').trim(),
      faults: taken.faults,
      warnings: taken.warnings,
    };
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    return { taken: false, entry, words: [error.message] };
  }
}

/** Of drafts that cite something: which of them cite what is amended, repealed or here at all. Two queries for all. */
async function citing(ports: PublicationPorts, drafts: readonly Draft[]): Promise<ReadonlySet<Draft>> {
  const { kysely } = ports.database;
  const names = new Map(
    drafts.flatMap(each => each.citations.map(name => [`${name.key} ${name.words}`, name] as const)),
  );
  const [here, outside] = await Promise.all([
    documentsNamed(kysely, [...names.values()]),
    outsideRepeals(kysely, [...names.values()]),
  ]);
  const known = new Set(here.map(each => `${each.key} ${each.words}`));
  return new Set(
    drafts.filter(
      ({ citations }) =>
        citations.length > 0 &&
        (outside.length > 0 || citations.some(name => known.has(`${name.key} ${name.words}`))),
    ),
  );
}

/** In a trial no file is opened, so that the gate would miss what is in them. */
const aboutFiles = new Set(['text-missing', 'attachment-missing']);

async function judged(
  ports: PublicationPorts,
  draft: Draft,
  { isTrial }: ImportOrder,
  cites: boolean,
): Promise<PreparedArticle> {
  const { kind, title, summary, bodyHtml, metadata, attachments } = draft;
  const cited = cites ? await citedBy(ports, { id: '' }, { title, summary, bodyHtml, metadata }) : {};
  try {
    const verdict = await ports.examine({
      ...{ kind, title, summary, metadata },
      bodyText: draft.text,
      imagesWithoutWords: imagesWithoutWords(bodyHtml),
      attachments: isTrial ? [] : attachments.map(({ name, fileDigest }) => ({ name, fileDigest })),
      links: htmlLinks(bodyHtml),
      duties: [],
      today: todayOf(ports.clock),
      ...(ports.pack.gate === undefined ? {} : { tables: ports.pack.gate }),
      ...cited,
    });
    if (!isTrial || attachments.length === 0) return { ...draft, verdict };
    const findings = verdict.findings.filter(each => !aboutFiles.has(each.rule));
    const isBlocked = findings.some(each => each.severity === 'block');
    return { ...draft, verdict: { verdict: isBlocked ? 'block' : verdict.verdict, findings } };
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    // Nobody has seen what is in it: a person has to look.
    const faults = [...draft.faults, `发布前检查没有完成：${error.message}`];
    return { ...draft, faults, verdict: { verdict: 'block', findings: [] } };
  }
}

export const sameAgain = '编号或网址与本来源中的另一条相同，没有重复迁入。请核对是否导出了两次。';

/** Entries of the gate that are under way at once; it refuses when too many wait. */
const atOnce = 48;

async function inTurn<T, U>(things: readonly T[], work: (thing: T) => Promise<U>): Promise<U[]> {
  const answers: U[] = new Array(things.length);
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < things.length; at = next++) answers[at] = await work(things[at]!);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, things.length) }, worker));
  return answers;
}

/**
 * Prepares entries, in their order. Those in `known` are here from before and are passed over; those in `twice` stood in
 * this source already.
 */
export async function prepareEntries(
  ports: PublicationPorts,
  order: ImportOrder,
  folder: string,
  entries: readonly SourceEntry[],
  { known, twice }: { readonly known: ReadonlySet<string>; readonly twice: (oldId: string) => boolean },
): Promise<{ readonly prepared: readonly Prepared[]; readonly known: number }> {
  const idOf = ({ article }: SourceEntry) => (article === null ? '' : (oldIdOf(article) ?? ''));
  const fresh = entries.filter(entry => !known.has(idOf(entry)));
  const drafts: (Draft | NotTaken)[] = [];
  for (const entry of fresh) {
    const { article } = entry;
    if (article === null) {
      drafts.push({ taken: false, entry, words: entry.words });
      continue;
    }
    if (twice(idOf(entry))) {
      drafts.push({ taken: false, entry, words: [sameAgain] });
      continue;
    }
    const place = placeOf(ports, article, order.table);
    drafts.push(
      Array.isArray(place)
        ? { taken: false, entry, words: place }
        : await draftOf(ports, entry, article, place, order, folder),
    );
  }
  const cites = await citing(
    ports,
    drafts.filter(each => each.taken),
  );
  const prepared = await inTurn(drafts, async draft =>
    draft.taken ? judged(ports, draft, order, cites.has(draft)) : draft,
  );
  return { prepared, known: entries.length - fresh.length };
}
