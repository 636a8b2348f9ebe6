import type { OrganisationPack } from '../contract.ts';

/**
 * Names of units as plans write them, resolved to the ids of the pack: 人教科 is 人事教育法规科, 民管科(办) is 民管科,
 * 局机关各科室 is every section. A name that is not known is reported, never guessed.
 */

type NamesPack = Pick<OrganisationPack, 'units' | 'groups'>;

export interface ResolvedName {
  /** The name as it was written. */
  readonly name: string;
  /** Ids in the order of the pack. */
  readonly units: readonly string[];
}

export interface ResolvedUnits {
  /** Ids of all names together, each once. */
  readonly units: readonly string[];
  readonly resolved: readonly ResolvedName[];
  readonly unknown: readonly string[];
}

/** Full width to half width, every bracket to ( ), no blanks: the form in which names are compared. */
export function plainUnitName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[〔【[{〈《]/g, '(')
    .replace(/[〕】\]}〉》]/g, ')')
    .replace(/[\s\u200b\ufeff]+/g, '')
    .replace(/[、,，;；。.:：]+$/, '');
}

const bracketed = /^(.+?)\(([^()]+)\)(.*)$/;

/**
 * 民管科(办) may be meant as 民管科, 民管办 or 民管科办; the words in brackets replace as many characters before them.
 */
function bracketVariants(plain: string): string[] {
  const match = bracketed.exec(plain);
  if (match === null) return [plain];
  const [, before = '', inside = '', after = ''] = match;
  const replaced = before.slice(0, Math.max(0, before.length - inside.length)) + inside;
  return [plain, ...[before + after, replaced + after, before + inside + after].flatMap(bracketVariants)];
}

/** What a name may begin with when it is said in full: the bureau's own name, or 局 for it. */
function withoutBureau(plain: string, bureauNames: readonly string[]): string[] {
  return [...bureauNames, '市局', '本局', '局', '市']
    .filter(prefix => plain.startsWith(prefix) && plain.length > prefix.length + 1)
    .map(prefix => plain.slice(prefix.length));
}

function unitsOfGroup(pack: NamesPack, group: NamesPack['groups'][number]): string[] {
  return pack.units
    .filter(unit => group.kinds.includes(unit.kind) || group.units.includes(unit.id))
    .map(unit => unit.id);
}

function dictionaryOf(pack: NamesPack): Map<string, readonly string[]> {
  const dictionary = new Map<string, readonly string[]>();
  const put = (name: string, ids: readonly string[]) => {
    const plain = plainUnitName(name);
    if (plain !== '' && !dictionary.has(plain)) dictionary.set(plain, ids);
  };
  // Full names before aliases, single units before groups: the more definite meaning wins.
  for (const unit of pack.units) put(unit.name, [unit.id]);
  for (const unit of pack.units)
    for (const name of [unit.shortName ?? '', ...unit.aliases]) put(name, [unit.id]);
  for (const group of pack.groups) for (const name of group.names) put(name, unitsOfGroup(pack, group));
  return dictionary;
}

export type UnitResolver = (names: readonly string[]) => ResolvedUnits;

/** Prepares the names of a pack once; the function it gives resolves lists of names. */
export function unitResolver(pack: NamesPack): UnitResolver {
  const dictionary = dictionaryOf(pack);
  const order = new Map(pack.units.map((unit, position) => [unit.id, position]));
  const bureauNames = pack.units
    .filter(unit => unit.kind === 'bureau')
    .flatMap(unit => [unit.name, unit.shortName ?? '', ...unit.aliases])
    .map(plainUnitName)
    .filter(name => name !== '')
    .sort((a, b) => b.length - a.length);

  const one = (plain: string): readonly string[] | undefined => {
    for (const variant of bracketVariants(plain)) {
      for (const candidate of [variant, ...withoutBureau(variant, bureauNames)]) {
        const found = dictionary.get(candidate);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };

  const several = (plain: string): readonly string[] | undefined => {
    for (const separator of [/[、,;/]/, /[、,;/和及与]/]) {
      const parts = plain.split(separator).filter(part => part !== '');
      const found = parts.length < 2 ? [undefined] : parts.map(one);
      if (found.every(ids => ids !== undefined)) return found.flat();
    }
    return undefined;
  };

  return names => {
    const resolved: ResolvedName[] = [];
    const unknown: string[] = [];
    for (const name of names) {
      const plain = plainUnitName(name);
      const ids = one(plain) ?? several(plain);
      if (ids === undefined) unknown.push(name);
      else resolved.push({ name, units: ids });
    }
    const all = new Set(resolved.flatMap(each => each.units));
    return { units: [...all].sort((a, b) => order.get(a)! - order.get(b)!), resolved, unknown };
  };
}

/** Resolves names against a pack; see `unitResolver` for many lists. */
export function resolveUnits(names: readonly string[], pack: NamesPack): ResolvedUnits {
  return unitResolver(pack)(names);
}
