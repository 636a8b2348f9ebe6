import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { type ChannelsPack, channelsPack, type MatrixPack } from '../../contexts/channels/contract.ts';
import type { DatasetsPack } from '../../contexts/datasets/contract/pack.ts';
import type { EnforcementPack } from '../../contexts/enforcement/contract/pack.ts';
import type { InspectionsPack } from '../../contexts/inspections/contract/pack.ts';
import {
  type CompleteLetters,
  completeLetters,
  type LettersPack,
  letterProblems,
  lettersPack,
} from '../../contexts/notices/letters/pack.ts';
import { type OrganisationPack, organisationPack } from '../../contexts/organisation/contract.ts';
import { type PlanPack, planPack } from '../../contexts/plan/contract.ts';
import type { PowersPack } from '../../contexts/powers/contract/pack.ts';
import type { ProjectsPack } from '../../contexts/projects/contract/pack.ts';
import { emptyGatePack, type GatePack, gatePack } from '../../contexts/publications/contract/gate-pack.ts';
import {
  type CataloguePack,
  cataloguePack,
  type ReviewPack,
  reviewPack,
  type SitePack,
  sitePack,
} from '../../contexts/publications/contract.ts';
import type { RegistersPack } from '../../contexts/registers/contract/pack.ts';
import type { RequestsPack } from '../../contexts/requests/contract/pack.ts';
import type { SearchWordsPack } from '../../contexts/search/contract.ts';
import { AppError } from '../../platform/app-error.ts';
import type { BranchSite } from '../../portal/branch.ts';
import type { Redirect } from '../../portal/redirects.ts';
import {
  type Checked,
  catalogueFindings,
  channelFindings,
  type Findings,
  gateFindings,
  organisationFindings,
  planFindings,
  reviewFindings,
  siteFindings,
} from './checks.ts';
import { readDatasets } from './datasets.ts';
import type { DemoPack } from './demo.ts';
import { readDemo } from './demo-files.ts';
import { readEnforcement } from './enforcement.ts';
import { readInspections } from './inspections.ts';
import { readMatrix } from './matrix.ts';
import { readPowers } from './powers.ts';
import { readProjects } from './projects.ts';
import { readRedirects } from './redirects.ts';
import { readRegisters } from './registers.ts';
import { readRequests } from './requests.ts';
import { readSearchWords } from './search-words.ts';
import { readSites } from './sites.ts';
import { checkedAgainst, type PackProblem, readSource } from './source.ts';
import { readSurround, type Surround } from './surround.ts';

/** A bureau as data: everything that makes this installation one bureau's and not another's. */
export interface Pack {
  /** Name of the folder. */
  readonly id: string;
  readonly folder: string;
  readonly organisation: OrganisationPack;
  /** Oldest first. */
  readonly plans: readonly PlanPack[];
  readonly review: ReviewPack;
  readonly catalogue: CataloguePack;
  readonly site: SitePack;
  readonly channels: ChannelsPack;
  /** Tables of the check before publication; empty where the pack has none. */
  readonly gate: GatePack;
  /** Words of the letters: the pack's own over the shipped ones. */
  readonly letters: CompleteLetters;
  readonly requests: RequestsPack;
  readonly datasets: DatasetsPack;
  readonly powers: PowersPack;
  readonly registers: RegistersPack;
  readonly enforcement: EnforcementPack;
  readonly inspections: InspectionsPack;
  readonly projects: ProjectsPack;
  readonly matrix: MatrixPack;
  readonly searchWords: SearchWordsPack;
  /** Addresses of an old site and where they lead now. */
  readonly redirects: readonly Redirect[];
  /** Sites made from the same content, each with its own address and head. */
  readonly sites: readonly BranchSite[];
  /** Head and foot of the site that the portal is a column of. */
  readonly surround: Surround;
  readonly demo: DemoPack | undefined;
}

export interface PackReading {
  /** Nothing if there is any problem. */
  readonly pack: Pack | undefined;
  readonly problems: readonly PackProblem[];
  /** What works but should be looked at before the site is real. */
  readonly warnings: readonly PackProblem[];
}

interface FileReading<T> {
  readonly checked: Checked<T> | undefined;
  readonly problems: readonly PackProblem[];
}

async function readFileOf<S extends z.ZodType>(
  folder: string,
  file: string,
  schema: S,
): Promise<FileReading<z.output<S>>> {
  const source = await readSource(folder, file);
  const { value, problems } = checkedAgainst(source, schema);
  return { checked: value === undefined ? undefined : { source, value }, problems };
}

async function planFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => {
    throw new AppError('pack-invalid', {
      detail: `机构包目录 ${folder} 不存在或无法读取。`,
      problems: [{ where: folder, message: '请检查 GONGKAI_PACK 或命令中的目录。' }],
    });
  });
  const files = names.filter(name => /^plan-\d{4}\.yaml$/.test(name)).sort();
  return files.length > 0 ? files : ['plan-2019.yaml'];
}

function findingsOf<T>(reading: FileReading<T>, check: (checked: Checked<T>) => Findings): Findings {
  const found = reading.checked === undefined ? { problems: [], warnings: [] } : check(reading.checked);
  return { problems: [...reading.problems, ...found.problems], warnings: found.warnings };
}

function yearFindings(plans: readonly Checked<PlanPack>[]): Findings {
  const problems = plans.flatMap(({ source, value }) =>
    source.file === `plan-${value.year}.yaml`
      ? []
      : [{ where: source.at(['year']), message: `文件名应为 plan-${value.year}.yaml,或改正 year。` }],
  );
  return { problems, warnings: [] };
}

async function readPlans(folder: string): Promise<readonly FileReading<PlanPack>[]> {
  return Promise.all((await planFiles(folder)).map(file => readFileOf(folder, file, planPack)));
}

const lettersFile = 'letters.yaml';
const gateFile = 'gate.yaml';
const starterFolder = fileURLToPath(new URL('starter/', import.meta.url));

/** A file that a pack may leave out: without letters every letter has the words that we ship. */
async function readIfThere<S extends z.ZodType>(
  folder: string,
  file: string,
  schema: S,
): Promise<FileReading<z.output<S>>> {
  if (!existsSync(join(folder, file))) return { checked: undefined, problems: [] };
  return readFileOf(folder, file, schema);
}

function letterFindings(
  { source, value }: Checked<LettersPack>,
  organisation: OrganisationPack | undefined,
): Findings {
  const problems = letterProblems(value).map(({ path, message }) => ({ where: source.at(path), message }));
  const units = organisation?.units.map(each => each.id);
  const strange = Object.keys(value.offices)
    .filter(id => units !== undefined && !units.includes(id))
    .map(id => ({
      where: source.at(['offices', id]),
      message: `organisation.yaml 中没有机构“${id}”，它的版头不会用到。请改为已有的编号或者删去。`,
    }));
  return { problems: [...problems, ...strange], warnings: [] };
}

async function lettersOf(own: LettersPack | undefined): Promise<CompleteLetters> {
  const shipped = await readFileOf(starterFolder, lettersFile, lettersPack);
  if (shipped.checked === undefined) throw new Error('the shipped letters cannot be read');
  return completeLetters(own, shipped.checked.value);
}

async function readParts(folder: string) {
  const plans = await readPlans(folder);
  const [organisation, review, catalogue, site, channels, letters, gate] = await Promise.all([
    readFileOf(folder, 'organisation.yaml', organisationPack),
    readFileOf(folder, 'review.yaml', reviewPack),
    readFileOf(folder, 'catalogue.yaml', cataloguePack),
    readFileOf(folder, 'site.yaml', sitePack),
    readFileOf(folder, 'channels.yaml', channelsPack),
    readIfThere(folder, lettersFile, lettersPack),
    readIfThere(folder, gateFile, gatePack),
  ]);
  return { organisation, plans, review, catalogue, site, channels, letters, gate };
}

type Parts = Awaited<ReturnType<typeof readParts>>;

function allFindings(parts: Parts): Findings[] {
  const organisation = parts.organisation.checked?.value;
  const catalogue = parts.catalogue.checked?.value;
  const plans = parts.plans.flatMap(plan => plan.checked ?? []);
  return [
    findingsOf(parts.organisation, organisationFindings),
    ...parts.plans.map(plan =>
      findingsOf(plan, checked => planFindings(checked, { organisation, catalogue })),
    ),
    yearFindings(plans),
    findingsOf(parts.review, checked => reviewFindings(checked, organisation)),
    findingsOf(parts.catalogue, checked => catalogueFindings(checked, organisation, plans)),
    findingsOf(parts.site, siteFindings),
    findingsOf(parts.channels, checked => channelFindings(checked, organisation)),
    findingsOf(parts.letters, checked => letterFindings(checked, organisation)),
    findingsOf(parts.gate, gateFindings),
  ];
}

/** Reads a pack and says everything that is wrong with it; throws only if the folder is not there. */
export async function readPack(path: string): Promise<PackReading> {
  const folder = resolve(path);
  const parts = await readParts(folder);
  const { organisation, review, catalogue, site, channels } = parts;
  const plans = parts.plans.flatMap(plan => plan.checked?.value ?? []);
  const demo = await readDemo(folder, {
    organisation: organisation.checked?.value,
    catalogue: catalogue.checked?.value,
    review: review.checked?.value,
    plans,
  });
  const requests = await readRequests(folder, {
    organisation: organisation.checked?.value,
    catalogue: catalogue.checked?.value,
  });
  const datasets = await readDatasets(folder, {
    organisation: organisation.checked?.value,
    catalogue: catalogue.checked?.value,
    plans,
  });
  const registers = await readRegisters(folder, {
    organisation: organisation.checked?.value,
    catalogue: catalogue.checked?.value,
    plans,
  });
  const powers = await readPowers(folder, {
    organisation: organisation.checked?.value,
    catalogue: catalogue.checked?.value,
  });
  const enforcement = await readEnforcement(folder, {
    organisation: organisation.checked?.value,
    catalogue: catalogue.checked?.value,
  });
  const inspections = await readInspections(folder, {
    organisation: organisation.checked?.value,
    catalogue: catalogue.checked?.value,
  });
  const projects = await readProjects(folder, catalogue.checked?.value);
  const matrix = await readMatrix(folder, {
    organisation: organisation.checked?.value,
    channels: channels.checked?.value,
    catalogue: catalogue.checked?.value,
  });
  const searchWords = await readSearchWords(folder);
  const redirects = await readRedirects(folder, catalogue.checked?.value);
  const surround = await readSurround(folder);
  const sites = await readSites(folder, {
    organisation: organisation.checked?.value,
    catalogue: catalogue.checked?.value,
  });
  const findings = [
    searchWords.findings,
    redirects.findings,
    sites.findings,
    surround.findings,
    ...allFindings(parts),
    demo.findings,
    requests.findings,
    datasets.findings,
    powers.findings,
    registers.findings,
    enforcement.findings,
    inspections.findings,
    projects.findings,
    matrix.findings,
  ];
  const problems = findings.flatMap(found => found.problems);
  const warnings = findings.flatMap(found => found.warnings);
  if (problems.length > 0) return { pack: undefined, problems, warnings };
  const pack: Pack = {
    id: basename(folder),
    folder,
    organisation: organisation.checked!.value,
    plans,
    review: review.checked!.value,
    catalogue: catalogue.checked!.value,
    site: site.checked!.value,
    channels: channels.checked!.value,
    gate: parts.gate.checked?.value ?? emptyGatePack,
    letters: await lettersOf(parts.letters.checked?.value),
    requests: requests.value!,
    datasets: datasets.value!,
    powers: powers.value!,
    registers: registers.value!,
    enforcement: enforcement.value!,
    inspections: inspections.value!,
    projects: projects.value!,
    matrix: matrix.value!,
    searchWords: searchWords.value!,
    redirects: redirects.value!,
    sites: sites.value!,
    surround: surround.value,
    demo: demo.pack,
  };
  return { pack, problems, warnings };
}

/** The pack, or `AppError('pack-invalid')` with every problem, its file, line and remedy. */
export async function loadPack(path: string): Promise<Pack> {
  const { pack, problems } = await readPack(path);
  if (pack !== undefined) return pack;
  throw new AppError('pack-invalid', { detail: `机构包有${problems.length}处错误。`, problems });
}

/** The tables of the check alone, for a command that needs nothing else of the pack. */
export async function loadGatePack(path: string): Promise<GatePack> {
  const { checked, problems } = await readIfThere(resolve(path), gateFile, gatePack);
  if (problems.length > 0)
    throw new AppError('pack-invalid', { detail: `${gateFile} 有${problems.length}处错误。`, problems });
  return checked?.value ?? emptyGatePack;
}
