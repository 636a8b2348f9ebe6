import { type Day, dayFrom } from '../../../../law/day.ts';
import { formatIndexNumber, parseIndexNumber, readIndexNumberPattern } from '../../../../law/index-number.ts';
import { organisationCodeOf } from '../../../../law/social-credit-code.ts';
import type { ImportMark } from '../../contract/importing.ts';
import type { ImportedItem } from '../../contract.ts';
import type { PublicationPorts, Trx } from '../../ports.ts';
import { digestOf } from '../../rules/digest.ts';
import { ancestry, itemPath } from '../../rules/item-path.ts';
import { publicRecord } from '../../rules/record.ts';
import { counterScope } from '../../rules/release.ts';
import { imageDigests } from '../../sanitise.ts';
import { type ImportedRow, insertImported, takenNames, takeSerials } from '../../store/imports.ts';
import { loadItem } from '../../store/items.ts';
import { noteChange } from '../../store/normative-changes.ts';
import { dayOfInstant } from '../facts.ts';
import { settleRelease } from '../normative/settling.ts';
import type { ImportOrder, PreparedArticle } from './prepare.ts';

/** One batch of prepared articles into the database, with all that follows, in the transaction under way. */

export interface Batch {
  readonly runId: string;
  readonly decision: string;
  readonly isDemo: boolean;
  readonly at: Date;
}

export interface WrittenArticle {
  readonly article: PreparedArticle;
  readonly documentId: string;
  /** Null: it is public. */
  readonly drafted: readonly string[] | null;
  readonly warnings: readonly string[];
}

interface Named {
  readonly article: PreparedArticle;
  readonly id: string;
  readonly path: string;
  /** Kept from the old site; null: it gets one of ours. */
  readonly keptIndexNo: { readonly text: string; readonly scope: string; readonly serial: number } | null;
  readonly address: PreparedArticle['address'];
  readonly warnings: readonly string[];
}

function isPublic({ faults, verdict }: PreparedArticle): boolean {
  return faults.length === 0 && verdict.verdict !== 'block';
}

function wordsOf({ verdict, faults }: PreparedArticle): string[] {
  const found = verdict.findings.map(
    ({ where, excerpt, advice }) => `${where}${excerpt === '' ? '' : `“${excerpt}”`}：${advice}`,
  );
  return [...faults, ...found].slice(0, 20);
}

export function batchWriter(ports: PublicationPorts, order: ImportOrder) {
  const { catalogue } = ports.pack;
  const { ownerUnitId } = order;
  const pattern = readIndexNumberPattern(catalogue.indexNumberPattern);
  const uscc = ports.creditCodeOf(ownerUnitId);
  const codes = uscc === null ? {} : { uscc, organisation: organisationCodeOf(uscc) };
  const scopeOn = (on: Day) => `index/${counterScope(catalogue.indexNumberPattern, uscc ?? '', on)}`;

  /** A number of the old site that our rule could have given out, far enough from the end of its series. */
  function wantedNumber(text: string): Named['keptIndexNo'] {
    const read = pattern.ok ? parseIndexNumber(pattern.pattern, text) : undefined;
    if (read === undefined || !pattern.ok) return null;
    const isOurs =
      (read.uscc === undefined || read.uscc === codes.uscc) &&
      (read.organisation === undefined || read.organisation === codes.organisation);
    const on = dayFrom(read.year, read.month ?? 1, 1);
    if (!isOurs || on === undefined) return null;
    const { serial } = read;
    // Numbers given out later go on behind it: one at the end of the series would leave none.
    const hasRoom = formatIndexNumber(pattern.pattern, { ...codes, on, serial: serial * 2 }).ok;
    return hasRoom ? { text, scope: scopeOn(on), serial } : null;
  }

  function freeId(columnId: string, on: Day, taken: Set<string>): { id: string; path: string } {
    for (;;) {
      const id = ports.newId();
      const path = itemPath(catalogue, columnId, on, id);
      if (taken.has(path)) continue;
      taken.add(path);
      return { id, path };
    }
  }

  /** Ids, addresses and numbers that nobody else has. */
  async function named(trx: Trx, articles: readonly PreparedArticle[]): Promise<Named[]> {
    const first = articles.map(article =>
      freeId(article.columnId, dayOfInstant(article.publishedAt), new Set()),
    );
    const key = ({ address }: PreparedArticle) =>
      address === null ? '' : `${address.host} ${address.address}`;
    const taken = await takenNames(trx, {
      paths: first.map(each => each.path),
      indexNos: articles.flatMap(each => (each.wantedIndexNo === '' ? [] : each.wantedIndexNo)),
      addresses: articles.map(key).filter(each => each !== ''),
    });
    const [paths, indexNos, addresses] = [
      new Set(taken.paths),
      new Set(taken.indexNos),
      new Set(taken.addresses),
    ];
    return articles.map((article, at) => {
      const warnings: string[] = [...article.warnings];
      let place = first[at]!;
      if (paths.has(place.path)) place = freeId(article.columnId, dayOfInstant(article.publishedAt), paths);
      paths.add(place.path);
      const wanted = article.wantedIndexNo;
      const kept = indexNos.has(wanted) ? null : wantedNumber(wanted);
      if (kept !== null) indexNos.add(kept.text);
      if (kept === null && wanted !== '')
        warnings.push(`索引号“${wanted.slice(0, 60)}”不合本机关的编制规则或者已被使用，另编新号。`);
      const isTwice = addresses.has(key(article));
      if (isTwice) warnings.push('原网址已经指向另一条信息，没有再作跳转。');
      if (article.address !== null) addresses.add(key(article));
      return { article, ...place, keptIndexNo: kept, address: isTwice ? null : article.address, warnings };
    });
  }

  /** One number for each of these, in their order; a refusal of the rule in words. */
  async function numbersFor(
    trx: Trx,
    toPublish: readonly Named[],
  ): Promise<ReadonlyMap<Named, { readonly indexNo: string } | { readonly words: string }>> {
    const series = new Map<string, { atLeast: number; wanting: Named[] }>();
    const of = (scope: string) => {
      const known = series.get(scope) ?? { atLeast: 0, wanting: [] };
      series.set(scope, known);
      return known;
    };
    for (const each of toPublish) {
      const { keptIndexNo } = each;
      if (keptIndexNo === null) of(scopeOn(dayOfInstant(each.article.publishedAt))).wanting.push(each);
      else {
        const kept = of(keptIndexNo.scope);
        kept.atLeast = Math.max(kept.atLeast, keptIndexNo.serial);
      }
    }
    const last = await takeSerials(
      trx,
      [...series].map(([scope, { atLeast, wanting }]) => ({ scope, atLeast, count: wanting.length })),
    );
    const numbers = new Map<Named, { readonly indexNo: string } | { readonly words: string }>();
    for (const [scope, { wanting }] of series)
      wanting.forEach((each, i) => {
        const on = dayOfInstant(each.article.publishedAt);
        const serial = last.get(scope)! - wanting.length + i + 1;
        const formed = pattern.ok ? formatIndexNumber(pattern.pattern, { ...codes, on, serial }) : pattern;
        numbers.set(
          each,
          formed.ok
            ? { indexNo: formed.indexNumber }
            : { words: formed.reasons.map(reason => reason.message).join('') },
        );
      });
    for (const each of toPublish)
      if (each.keptIndexNo !== null) numbers.set(each, { indexNo: each.keptIndexNo.text });
    return numbers;
  }

  function rowOf(each: Named, batch: Batch, indexNo: string | null): ImportedRow {
    const { article, id, path } = each;
    const { kind, columnId, title, summary, bodyHtml, metadata, attachments, publishedAt } = article;
    const mark: ImportMark = {
      origin: order.origin,
      address: article.address === null ? null : `${article.address.host}${article.address.address}`,
      importedAt: batch.at.toISOString(),
      runId: batch.runId,
      decision: batch.decision,
    };
    const content = { kind, path, columnId, ownerUnitId, title, summary, bodyHtml, metadata, attachments };
    return {
      ...{ id, oldId: article.oldId, kind, columnId, ownerUnitId, path, indexNo, title, summary, bodyHtml },
      publishedAt: indexNo === null ? null : publishedAt,
      isDemo: batch.isDemo,
      // A draft goes through our review before it is public: it will not be an import then.
      mark: indexNo === null ? null : mark,
      metadata,
      digest: digestOf({ ...content, meets: [], releaseAt: null }),
      attachments,
      pictures: imageDigests(bodyHtml),
      verdict: article.verdict,
      citations: article.citations,
      address: each.address,
    };
  }

  function importedItem(row: ImportedRow, article: PreparedArticle): ImportedItem {
    const { kind, columnId, path, title, summary, bodyHtml, metadata, attachments, digest } = row;
    const { indexNo, mark, publishedAt } = row as typeof row & {
      indexNo: string;
      mark: ImportMark;
      publishedAt: Date;
    };
    const shared = {
      ...{ kind: article.kind, columnId, ownerUnitId, path, indexNo, versionNo: 1, title, summary, bodyHtml },
      ...{ metadata, attachments, releasedAt: publishedAt },
    };
    const record = publicRecord({ ...shared, imported: mark });
    const item = {
      documentId: row.id,
      ...shared,
      kind: kind as typeof article.kind,
      digest,
      channels: [],
      meets: [],
    };
    return { item: { ...item, record }, mark, text: article.text };
  }

  function tagsOf(rows: readonly ImportedRow[]): string[] {
    const columns = new Set(rows.map(each => each.columnId));
    const lines = [...columns].flatMap(id => ancestry(catalogue, id).map(each => `column:${each.id}`));
    return [...new Set(lines), 'items', 'home', 'site', 'log'];
  }

  /** Writes a batch; what is public is in the log and in the search when the transaction ends. */
  return async function write(
    trx: Trx,
    articles: readonly PreparedArticle[],
    batch: Batch,
  ): Promise<WrittenArticle[]> {
    if (articles.length === 0) return [];
    const all = await named(trx, articles);
    const numbers = await numbersFor(
      trx,
      all.filter(each => isPublic(each.article)),
    );
    const rows: ImportedRow[] = [];
    const written = all.map((each): WrittenArticle => {
      const number = numbers.get(each);
      const indexNo = number !== undefined && 'indexNo' in number ? number.indexNo : null;
      rows.push(rowOf(each, batch, indexNo));
      const words = number !== undefined && 'words' in number ? [number.words] : [];
      const { article, id: documentId, warnings } = each;
      if (indexNo === null)
        return { article, documentId, drafted: [...words, ...wordsOf(article)], warnings };
      return { article, documentId, drafted: null, warnings: [...warnings, ...wordsOf(article)] };
    });
    await insertImported(
      trx,
      { id: batch.runId, origin: order.origin, staffId: order.actor.staffId, at: batch.at },
      rows,
    );
    const released = rows.flatMap((row, at) =>
      row.publishedAt === null ? [] : [{ row, article: articles[at]! }],
    );
    if (released.length === 0) return written;
    const items = released.map(({ row, article }) => importedItem(row, article));
    await ports.react(trx, { type: 'items.imported', items, at: batch.at });
    await noteChange(trx, tagsOf(released.map(each => each.row)), batch.at);
    for (const { row } of released.filter(each => each.article.kind === 'normative-document')) {
      const stored = await loadItem(trx, row.id);
      if (stored !== undefined) await settleRelease(ports, trx, stored.document, stored.current);
    }
    return written;
  };
}
