import { plainPunctuation } from './punctuation.ts';
import { isUnitName, splitUnits } from './units.ts';

/** Words after which a subject ends: what it must do, or what it is. */
const duty =
  /^(.{2,120}?)(主要负责人(?:是|为|要|应)|要(?![求点])|应当|应该|应|须|需要|必须|负责|制作|做好|具体)/;

const person = '(?:主要负责人|主要负责同志|主要领导|分管负责人|分管领导|分管负责同志|局分管领导|局主要领导)';

const introduction = /^(?:涉及到?|凡|由|对于|其中|一是|二是|三是)(?=.{2})/;

const signing = '(?:审查|审核|审批|审签|审定|会签|核准|备案|签发)';

/** 人事教育法规科法规合法性审查: the unit is what stands in front, up to the first ending of a unit's name. */
const reviewer = new RegExp(
  `^((?:.{1,24}?(?:科|室|局|中心|处|委)|.{1,12}?(?:领导(?!小组)|负责人))(?:\\([^()]*\\))*)(.{0,10}?)${signing}`,
);

function subjectOf(sentence: string): string[] {
  const match = duty.exec(sentence.replace(introduction, ''));
  if (match === null) return [];
  const names = splitUnits(match[1] ?? '');
  const known = (name: string): boolean => isUnitName(name) || /^责任(?:单位|科室)$/.test(name);
  return names.length > 0 && names.every(known) ? names : [];
}

function personsOf(clause: string): string[] {
  const match = new RegExp(`^(${person})(?:每|要|应|须|至少|亲自|定期|负责)`).exec(clause);
  return match?.[1] === undefined ? [] : [match[1]];
}

/** 须经甲审查、乙审批后,送丙备案: who signs before the text may go on. */
function reviewersOf(sentence: string): string[] {
  const chain = /(?:须|应|需)?经(.{4,200}?)后?(?:,|$)/.exec(sentence)?.[1] ?? '';
  const filing = [...sentence.matchAll(/,(?:送|报|交|提交|报送)([^,]{2,60}?备案)/g)].map(
    match => match[1] ?? '',
  );
  const steps = [...chain.split(/[、]|及|和(?!谐)/), ...filing];
  return steps.map(step => reviewer.exec(step.trim())?.[1] ?? '').filter(name => name.length >= 2);
}

/**
 * Units named as subjects of the sentences, for items without a bracket: whoever must do something at the beginning of
 * a sentence leads, whoever signs before publication cooperates.
 */
export function inferUnits(text: string): { lead: string[]; cooperating: string[] } {
  const lead: string[] = [];
  const cooperating: string[] = [];
  for (const sentence of plainPunctuation(text)
    .split(/[。;\n!]/)
    .map(part => part.trim())) {
    const persons = sentence.split(',').flatMap(clause => personsOf(clause.trim()));
    for (const unit of [...subjectOf(sentence), ...persons]) if (!lead.includes(unit)) lead.push(unit);
    for (const unit of reviewersOf(sentence)) if (!cooperating.includes(unit)) cooperating.push(unit);
  }
  return { lead, cooperating: cooperating.filter(unit => !lead.includes(unit)) };
}
