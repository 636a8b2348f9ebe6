import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { z } from 'zod';
import type { CataloguePack } from '../../contexts/publications/contract.ts';
import { columnTree } from '../../portal/columns.ts';
import { circlesOf, type Redirect } from '../../portal/redirects.ts';
import type { Findings } from './checks.ts';
import { checkedAgainst, type PackProblem, readSource } from './source.ts';

/** redirects.yaml: addresses of an old site and where each leads now. A pack without it leads nowhere. */

const file = 'redirects.yaml';

const status = z.literal([301, 308]).default(301);
const row = z.union([
  z.strictObject({ from: z.string(), to: z.string(), status }),
  z.strictObject({ from: z.string(), indexNo: z.string().min(1), status }),
]);
const redirectsPack = z.strictObject({ redirects: z.array(row).max(50_000).default([]) });

/** Rooms of the portal beside its columns. */
const rooms = [
  ...['/', '/search', '/calculator', '/accessibility', '/sitemap.html', '/feed.xml', '/index-number'],
  ...['/ledger/', '/log/', '/data/', '/normative/', '/powers/', '/guides/', '/registers/', '/enforcement/'],
  ...['/projects/', '/requests/', '/requests/apply', '/requests/correction', '/requests/status'],
  '/requests/statistics',
];

function isPath(text: string): boolean {
  if (!text.startsWith('/') || text.startsWith('//') || /[?#\s\\"<>]/.test(text)) return false;
  try {
    return decodeURI(text) === text && posix.normalize(text) === text;
  } catch {
    return false;
  }
}

/** Paths that the portal answers itself, whatever has been published. */
function placesOf(catalogue: CataloguePack): { has(path: string): boolean; below(path: string): boolean } {
  const columns = columnTree(catalogue.columns).byPath;
  const known = new Set([...rooms, ...columns.keys()]);
  const folder = /^(.*\/)(?:index_\d+\.html|list\.(?:json|csv)|feed\.xml|\d{4}\/\d{2}\/[a-z0-9]+\.html)$/;
  return { has: path => known.has(path), below: path => columns.has(folder.exec(path)?.[1] ?? '') };
}

/** An index number of the pack's pattern, e.g. `{uscc}/{yyyy}-{seq:5}`. */
function indexNumbers(pattern: string): RegExp {
  const parts = pattern.split(/(\{[^}]*\})/).map(part => {
    if (!part.startsWith('{')) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    const [name, width] = part.slice(1, -1).split(':');
    if (name === 'yyyy') return String.raw`\d{4}`;
    if (name === 'seq') return `\\d{${width ?? 1},}`;
    return '.+';
  });
  return new RegExp(`^${parts.join('')}$`, 'u');
}

function rowFaults(rows: readonly Redirect[], catalogue: CataloguePack | undefined) {
  const froms = new Set(rows.map(({ from }) => from));
  const places = catalogue === undefined ? undefined : placesOf(catalogue);
  const pattern = catalogue === undefined ? undefined : indexNumbers(catalogue.indexNumberPattern);
  const seen = new Set<string>();
  return rows.flatMap((each, at) => {
    const found: { key: string; message: string }[] = [];
    const { from } = each;
    if (!isPath(from))
      found.push({
        key: 'from',
        message: `“${from}”不是网址路径。请写以“/”开头的路径，不带域名、问号和井号，汉字直接书写。`,
      });
    else if (seen.has(from))
      found.push({ key: 'from', message: `旧地址“${from}”写了两次。请删去其中一条。` });
    else if (places?.has(from) === true)
      found.push({
        key: 'from',
        message: `“${from}”是本站现有的栏目或页面，不能再转到别处。请删去这一条。`,
      });
    seen.add(from);
    if ('indexNo' in each) {
      if (pattern?.test(each.indexNo) === false)
        found.push({
          key: 'indexNo',
          message: `“${each.indexNo}”不合本机关索引号的格式（${catalogue?.indexNumberPattern}）。请核对。`,
        });
    } else if (!isPath(each.to))
      found.push({
        key: 'to',
        message: `“${each.to}”不是本站的网址路径。请写以“/”开头的路径，不带域名、问号和井号。`,
      });
    else if (places !== undefined && !froms.has(each.to) && !places.has(each.to) && !places.below(each.to))
      found.push({
        key: 'to',
        message: `本站没有“${each.to}”这个地址。请改为已有的栏目或页面，或者改用 indexNo 写明信息的索引号。`,
      });
    return found.map(({ key, message }) => ({ path: ['redirects', at, key], message }));
  });
}

function circleFaults(rows: readonly Redirect[]) {
  return circlesOf(rows).map(circle => ({
    path: ['redirects', rows.findIndex(({ from }) => from === circle[0]), 'to'],
    message: `转向成了一个圈：${[...circle, circle[0]].join(' → ')}。请改正其中一条的 to。`,
  }));
}

export async function readRedirects(
  folder: string,
  catalogue: CataloguePack | undefined,
): Promise<{ readonly value: readonly Redirect[] | undefined; readonly findings: Findings }> {
  if (!existsSync(join(folder, file))) return { value: [], findings: { problems: [], warnings: [] } };
  const source = await readSource(folder, file);
  const { value, problems } = checkedAgainst(source, redirectsPack);
  if (value === undefined) return { value, findings: { problems, warnings: [] } };
  const faults = [...rowFaults(value.redirects, catalogue), ...circleFaults(value.redirects)];
  const found: PackProblem[] = faults.map(({ path, message }) => ({ where: source.at(path), message }));
  return { value: value.redirects, findings: { problems: found, warnings: [] } };
}
