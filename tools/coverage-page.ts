import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { servedBy } from '../src/contexts/datasets/contract/pack.ts';
import { sorts, tableOf } from '../src/contexts/powers/contract.ts';
import { loadPack, type Pack } from '../src/main/pack/load.ts';
import { columnTree } from '../src/portal/columns.ts';
import { areaPath } from '../src/portal/rooms/areas/pages.tsx';
import { setPath } from '../src/portal/rooms/datasets/dataset.tsx';
import { enforcementHome, enforcementMatters } from '../src/portal/rooms/enforcement/lists.tsx';
import { inspectionHome } from '../src/portal/rooms/inspections/list.tsx';
import { entryPath, listPathOf } from '../src/portal/rooms/powers/parts.tsx';
import { projectHome } from '../src/portal/rooms/projects/list.tsx';
import { registerPath } from '../src/portal/rooms/registers/parts.tsx';

/**
 * docs/coverage.md: of the ten key areas of the plan, which structure of the product holds each element. Data sets,
 * registers and lists say themselves which elements they serve; what none of them names goes out as an article.
 */

const root = join(import.meta.dirname, '..');
export const coveragePage = join(root, 'docs', 'coverage.md');
const packFolder = join(root, 'packs', 'bijie-civil-affairs');

/** The ten areas, and with them enforcement, reform, livelihood, finance and the service hall. */
const isOfAreas = (leaf: string) =>
  leaf.startsWith('3.') || ['2.2.3', '2.3.1', '2.3.2', '2.3.3', '2.3.4', '2.4.4'].includes(leaf);

/** Elements of 2.2.3 that the register of enforcement decisions (enforcement.yaml) holds, and as what. */
const enforcement: Readonly<Record<number, string>> = {
  1: 'list of enforcement matters (`matters`)',
  2: 'list of enforcement matters, field `organ`',
  3: 'list of enforcement matters, field `duty`',
  4: 'list of enforcement matters, field `power`',
  5: 'list of enforcement matters, field `basis`',
  6: 'decision: `organ`',
  7: 'decision: `party`',
  8: 'decision: `kind`',
  9: 'decision: `conclusion`',
  10: 'decisions of kind `licence`',
  11: 'decisions of kind `penalty`',
  12: 'outcome `revoked`, withdrawn in its clock',
  13: 'outcome `unlawful`, withdrawn in its clock',
  14: 'outcome `remade`, withdrawn in its clock',
};

/** Elements of 2.3.2 that random inspection (inspections.yaml) holds, and as what. */
const randomInspection: Readonly<Record<number, string>> = {
  7: 'random inspection: items, draws and results',
  10: 'random inspection: results with their handling',
  11: 'random inspection: results and hand-over to `enterprise`',
  12: 'random inspection: results and hand-over to `credit-china`',
};

/** Elements of 2.3.3 that say “see 3.x”: the page of that area has them. */
const areasNamed: Readonly<Record<number, string>> = {
  1: 'area-assistance',
  2: 'area-elderly',
  3: 'area-social-organisations',
  4: 'area-affairs',
};

interface Holder {
  readonly words: string;
  /** Where a reader finds it. */
  readonly address: string;
}

type Add = (leaf: string, element: number, words: string, address: string) => void;

function addDatasets({ datasets }: Pack, add: Add): void {
  for (const set of datasets.sets)
    for (const { leaf, element, measure } of servedBy(set)) {
      const by = measure === null ? 'reasons for changes' : `measure \`${measure.id}\``;
      add(leaf, element, `data set \`${set.id}\`, ${by}`, setPath(set.id));
    }
}

function addProjects({ projects }: Pack, add: Add): void {
  for (const kind of projects.kinds)
    for (const [words, { serves }] of [
      [`project of kind \`${kind.id}\``, kind] as const,
      ...kind.areas.map(area => [`project of kind \`${kind.id}\`, area \`${area.id}\``, area] as const),
      ...kind.stages.map(stage => [`project of kind \`${kind.id}\`, stage \`${stage.id}\``, stage] as const),
    ])
      for (const { leaf, elements } of serves)
        for (const element of elements) add(leaf, element, words, projectHome);
}

function addPowers({ powers }: Pack, add: Add): void {
  for (const sort of sorts) {
    const { leaf, listElements, fields } = tableOf(sort);
    for (const element of listElements) add(leaf, element, `list \`${sort}\``, listPathOf(sort));
    for (const { id, element } of fields)
      if (element !== null) add(leaf, element, `list \`${sort}\`, field \`${id}\``, listPathOf(sort));
  }
  for (const { code, leaf, serves } of powers.guides)
    for (const { element, field } of serves)
      add(leaf, element, `service guide \`${code}\`, field \`${field}\``, entryPath('guide', code));
}

/** By `leaf element`, every structure that serves it. */
function heldElements(pack: Pack): ReadonlyMap<string, readonly Holder[]> {
  const held = new Map<string, Holder[]>();
  const add: Add = (leaf, element, words, address) => {
    const key = `${leaf} ${element}`;
    held.set(key, [...(held.get(key) ?? []), { words, address }]);
  };
  addDatasets(pack, add);
  for (const { id, serves } of pack.registers.registers)
    for (const { leaf, elements } of serves)
      for (const element of elements) add(leaf, element, `register \`${id}\``, registerPath(id));
  addProjects(pack, add);
  addPowers(pack, add);
  for (const [element, words] of Object.entries(enforcement))
    add('2.2.3', Number(element), words, Number(element) < 6 ? enforcementMatters : enforcementHome);
  for (const [element, words] of Object.entries(randomInspection))
    add('2.3.2', Number(element), words, inspectionHome);
  const { byId } = columnTree(pack.catalogue.columns);
  for (const [element, columnId] of Object.entries(areasNamed))
    add('2.3.3', Number(element), `page of the area \`${columnId}\``, areaPath(byId.get(columnId)!));
  return held;
}

interface CoveredElement {
  readonly leaf: string;
  readonly no: number;
  readonly name: string;
  readonly form: string;
  /** Empty: it goes out as articles. */
  readonly holders: readonly Holder[];
  /** Where the public finds it, structure or column. */
  readonly addresses: readonly string[];
}

/** Every element of the key areas, what holds it and where it is found. */
export function coveredElements(pack: Pack): CoveredElement[] {
  const held = heldElements(pack);
  const { byId } = columnTree(pack.catalogue.columns);
  const leaves = pack.plans.flatMap(plan => plan.leaves).filter(leaf => isOfAreas(leaf.id));
  return leaves.flatMap(leaf =>
    leaf.elements.map(({ name, form }, at) => {
      const holders = held.get(`${leaf.id} ${at + 1}`) ?? [];
      const column = byId.get(leaf.column ?? '')?.path;
      const own = [...new Set(holders.map(({ address }) => address))];
      const addresses = own.length > 0 || column === undefined ? own : [column];
      return { leaf: leaf.id, no: at + 1, name, form, holders, addresses };
    }),
  );
}

export function renderCoveragePage(pack: Pack): string {
  const elements = coveredElements(pack);
  const structured = elements.filter(({ holders }) => holders.length > 0).length;
  const leaves = pack.plans.flatMap(plan => plan.leaves).filter(leaf => isOfAreas(leaf.id));
  const sections = leaves.map(leaf => {
    const rows = elements
      .filter(each => each.leaf === leaf.id)
      .map(({ no, name, form, holders, addresses }) => {
        const by = holders.map(({ words }) => words).join('; ');
        const held = by === '' ? `article in column \`${leaf.column ?? '–'}\`` : by;
        return `| ${no} | ${name} | ${form} | ${held} | ${addresses.map(each => `\`${each}\``).join(' ')} |`;
      });
    const head = '| no. | element | form | held by | portal address |\n|---|---|---|---|---|';
    return `## ${leaf.id} ${leaf.title}\n\n${head}\n${rows.join('\n')}`;
  });
  return `# Coverage of the key areas

Generated by \`node --import ./tools/load-tsx.mjs tools/coverage-page.ts\` from the shipped pack and the definitions of the product; a test compares the two.
${structured} of ${elements.length} elements are held by a structure (a data set, a register, a list, a service guide, a project in stages, the register of enforcement
decisions, random inspection, the page of an area). The others go out as articles: an officer writes them, the ledger still asks for
each, and nothing computes or checks their content. \`tests/journeys/portal.browser.test.ts\` opens every address in the demonstration.

${sections.join('\n\n')}
`;
}

export const shippedPack = () => loadPack(packFolder);

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(coveragePage, renderCoveragePage(await shippedPack()));
}
