import type { OrganisationPack } from '../../contexts/organisation/contract.ts';

/** One spelling for comparison: no spaces, half-width brackets and commas. */
export function plainName(name: string): string {
  return name
    .replace(/\s+/g, '')
    .replaceAll('\uff08', '(')
    .replaceAll('\uff09', ')')
    .replaceAll('\uff0c', ',');
}

/** From a name as plans write it to the ids of the units it stands for; nothing if it stands for none. */
export function nameResolver(
  organisation: OrganisationPack,
): (name: string) => readonly string[] | undefined {
  const known = new Map<string, readonly string[]>();
  for (const group of organisation.groups) {
    const byKind = organisation.units.filter(unit => group.kinds.includes(unit.kind)).map(unit => unit.id);
    const ids = [...new Set([...byKind, ...group.units])];
    for (const name of group.names) known.set(plainName(name), ids);
  }
  for (const unit of organisation.units)
    for (const name of [unit.name, unit.shortName, ...unit.aliases])
      if (name !== undefined) known.set(plainName(name), [unit.id]);
  return name => known.get(plainName(name));
}
