import type { ReleasedStage, StageType } from '../contract.ts';

/** Public stages in the Open Contracting Data Standard, version 1.1: one release for each stage, none for what is not public. */

export interface ContractingStage {
  readonly released: ReleasedStage;
  /** Address of its item. */
  readonly url: string;
  /** ISO instant of its release. */
  readonly releasedAt: string;
  /** Address of a document of it. */
  readonly fileUrl: (file: { readonly digest: string; readonly name: string }) => string;
}

type Json = Readonly<Record<string, unknown>>;

const tags: Readonly<Record<StageType, string>> = {
  approval: 'planning',
  tender: 'tender',
  award: 'award',
  contract: 'contract',
  change: 'contractAmendment',
  construction: 'implementation',
  progress: 'implementationUpdate',
  effect: 'implementationUpdate',
  acceptance: 'implementationUpdate',
  complaint: 'tenderUpdate',
};

/** OCDS method codelist: 采购方式 of 政府采购法 art 26; what is not among them has no code and keeps its own words. */
const methods: Readonly<Record<string, string>> = {
  公开招标: 'open',
  邀请招标: 'limited',
  竞争性谈判: 'selective',
  竞争性磋商: 'selective',
  询价: 'selective',
  单一来源采购: 'direct',
};

const documentTypes: Readonly<Partial<Record<StageType, string>>> = {
  tender: 'tenderNotice',
  award: 'awardNotice',
  contract: 'contractNotice',
  acceptance: 'completionCertificate',
  complaint: 'complaints',
};

/** The clock of Beijing has no summer time. */
const midnight = (day: string) => `${day}T00:00:00+08:00`;
const value = (amount: number) => ({ amount, currency: 'CNY' });

const fieldOf = ({ stage }: ReleasedStage, id: string) => stage.fields.find(field => field.id === id);
const textOf = (released: ReleasedStage, id: string) => fieldOf(released, id)?.value ?? '';
const yuanOf = (released: ReleasedStage, id: string) => fieldOf(released, id)?.yuan ?? null;

/** Scheme of 统一社会信用代码; the list of org-id.guide has none for it (unverified). */
const scheme = 'CN-USCC';

function party(name: string, code: string, roles: readonly string[]): Json {
  const id = code === '' ? name : `${scheme}-${code}`;
  const identifier = code === '' ? {} : { identifier: { scheme, id: code, legalName: name } };
  return { id, name, ...identifier, roles };
}

const reference = ({ id, name }: Json) => ({ id, name });

const amounts = (yuan: number | null) => (yuan === null ? {} : { value: value(yuan) });

/** The last public stage of a type that is not after this one. */
function lastOf(before: readonly ReleasedStage[], type: StageType): ReleasedStage | undefined {
  return before.filter(each => each.stage.type === type).at(-1);
}

const awardId = ({ project }: ReleasedStage) => `${project.code}-award`;

function contractOf(released: ReleasedStage, before: readonly ReleasedStage[]): Json {
  const contract = released.stage.type === 'contract' ? released : lastOf(before, 'contract');
  const number = contract === undefined ? '' : textOf(contract, 'number');
  return { id: number === '' ? `${released.project.code}-contract` : number, awardID: awardId(released) };
}

/** Each document with the address of its file; of the item where it has none of its own. */
function documentsOf({ released, url, releasedAt, fileUrl }: ContractingStage): Json[] {
  const { stage } = released;
  const type = documentTypes[stage.type];
  return stage.documents.map((title, at) => {
    const file = stage.files?.find(each => each.document === title);
    return {
      id: `${stage.id}-${at + 1}`,
      ...(type === undefined ? {} : { documentType: type }),
      ...{ title, url: file === undefined ? url : fileUrl(file) },
      ...{ datePublished: releasedAt, language: 'zh' },
    };
  });
}

function implementation(released: ReleasedStage, before: readonly ReleasedStage[]): Json {
  const { stage } = released;
  const paid = yuanOf(released, 'paid');
  const earlier = Math.max(0, ...before.map(each => yuanOf(each, 'paid') ?? 0));
  const transactions =
    paid !== null && paid > earlier
      ? [
          {
            id: `${stage.id}-payment`,
            date: midnight(stage.on),
            value: value(Math.round((paid - earlier) * 100) / 100),
          },
        ]
      : [];
  const met = stage.type === 'acceptance' ? { status: 'met', dateMet: midnight(stage.on) } : {};
  return {
    ...(transactions.length === 0 ? {} : { transactions }),
    milestones: [{ id: stage.id, title: stage.name, description: stage.note, ...met }],
  };
}

function body(each: ContractingStage, before: readonly ReleasedStage[], procuring: Json): Json {
  const { released } = each;
  const { project, stage } = released;
  const documents = documentsOf(each);
  const amount = amounts(yuanOf(released, 'amount'));
  const tender = { id: `${project.code}-tender`, title: project.title };
  switch (stage.type) {
    case 'approval':
      return {
        planning: {
          rationale: project.description,
          budget: {
            description: project.funding,
            amount: value(project.plannedYuan),
            ...{ project: project.title, projectID: project.code },
          },
          documents,
        },
      };
    case 'tender': {
      const method = textOf(released, 'method');
      const coded = methods[method] === undefined ? {} : { procurementMethod: methods[method] };
      return {
        tender: {
          ...{ ...tender, description: project.description, status: 'active' },
          ...{ ...coded, procurementMethodDetails: method, value: value(project.plannedYuan) },
          ...{ procuringEntity: reference(procuring), documents },
        },
      };
    }
    case 'complaint':
      return { tender: { ...tender, documents } };
    case 'award': {
      const supplier = party(textOf(released, 'supplier'), textOf(released, 'supplier-code'), ['supplier']);
      return {
        awards: [
          {
            ...{ id: awardId(released), title: project.title, status: 'active', date: midnight(stage.on) },
            ...{ ...amount, suppliers: [reference(supplier)], documents },
          },
        ],
      };
    }
    case 'contract':
      return {
        contracts: [
          {
            ...{ ...contractOf(released, before), title: project.title, status: 'active' },
            ...{ dateSigned: midnight(stage.on), ...amount, documents },
          },
        ],
      };
    case 'change': {
      const amendment = { id: stage.id, date: midnight(stage.on), rationale: stage.note };
      return {
        contracts: [{ ...contractOf(released, before), ...amount, amendments: [amendment], documents }],
      };
    }
    default:
      return {
        contracts: [
          {
            ...contractOf(released, before),
            ...(stage.type === 'acceptance' ? { status: 'terminated' } : {}),
            implementation: { ...implementation(released, before), documents },
          },
        ],
      };
  }
}

/** Releases of one contracting process, in the order of its life. */
export function contractingReleases(prefix: string, stages: readonly ContractingStage[]): Json[] {
  return stages.map((each, at) => {
    const { released, releasedAt } = each;
    const { project, stage } = released;
    const before = stages.slice(0, at).map(other => other.released);
    const ocid = `${prefix}-${project.id}`;
    const procuring = party(project.organ, project.organCode, ['buyer', 'procuringEntity']);
    const supplier = textOf(released, 'supplier');
    const winner = supplier === '' ? [] : [party(supplier, textOf(released, 'supplier-code'), ['supplier'])];
    return {
      ...{ ocid, id: `${ocid}-${stage.no}-${releasedAt.slice(0, 10)}`, date: releasedAt },
      ...{ tag: [tags[stage.type]], initiationType: 'tender', language: 'zh' },
      parties: [procuring, ...winner],
      buyer: reference(procuring),
      ...body(each, before, procuring),
    };
  });
}

export interface PackageHead {
  /** Its own address. */
  readonly uri: string;
  readonly publisher: string;
  readonly policy: string;
}

/** An OCDS 1.1 release package; processes without a public stage are not in it. */
export function releasePackage(
  { uri, publisher, policy }: PackageHead,
  prefix: string,
  processes: readonly (readonly ContractingStage[])[],
): Json {
  const releases = processes.flatMap(stages => contractingReleases(prefix, stages));
  const instants = processes.flatMap(stages => stages.map(({ releasedAt }) => releasedAt));
  const last = instants.sort().at(-1) ?? '';
  return {
    ...{ uri, version: '1.1', publishedDate: last === '' ? midnight('1970-01-01') : last },
    ...{ publisher: { name: publisher }, publicationPolicy: policy, extensions: [], releases },
  };
}
