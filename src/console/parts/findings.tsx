import type { ReactNode } from 'react';
import type { ImpactAssessment, Verdict } from '../../contexts/publications/contract.ts';
import { momentWords } from '../words.ts';
import { assessmentParts } from './assessment-parts.ts';
import { Mark } from './marks.tsx';
import { Section } from './page.tsx';

/** The impact assessment that went before the exception (个人信息保护法 art 56). */
function Assessment({ assessment }: { readonly assessment: ImpactAssessment }) {
  return (
    <dl className="assessment">
      {assessmentParts.map(({ key, words }) => (
        <div key={key}>
          <dt>{words}</dt>
          <dd>{assessment[key]}</dd>
        </div>
      ))}
    </dl>
  );
}

interface FindingsProps {
  readonly gate: Verdict | null;
  readonly lead?: string;
  /** Offers to let a finding pass, where somebody may. */
  readonly commandFor?: (rule: string) => ReactNode;
}

/** What the gate found; excerpts come masked. */
export function Findings({ gate, lead, commandFor }: FindingsProps) {
  if (gate === null || gate.findings.length === 0) return null;
  const blocks = gate.findings.filter(
    finding => finding.severity === 'block' && finding.override === undefined,
  ).length;
  return (
    <Section title={blocks > 0 ? `发布检查：${blocks} 处须处理` : '发布检查：有提示'}>
      {lead !== undefined && blocks > 0 && <p>{lead}</p>}
      <ul className="findings">
        {gate.findings.map(finding => (
          <li key={`${finding.rule}${finding.where}${finding.excerpt}`} className={finding.severity}>
            <Mark tone={finding.severity === 'block' ? 'red' : 'blue'}>
              {finding.severity === 'block' ? '须处理' : '提示'}
            </Mark>{' '}
            <strong>{finding.where}</strong>
            {finding.excerpt !== '' && <p>“{finding.excerpt}”</p>}
            <p>{finding.advice}</p>
            {finding.basis.length > 0 && <p className="basis">依据：{finding.basis.join('、')}</p>}
            {finding.override !== undefined && (
              <p>
                <Mark>已作例外处理</Mark> {finding.override.staffName}，{momentWords(finding.override.at)}：
                {finding.override.reason}
              </p>
            )}
            {finding.override?.assessment !== undefined && (
              <Assessment assessment={finding.override.assessment} />
            )}
            {finding.overridable === true && finding.override === undefined && commandFor?.(finding.rule)}
          </li>
        ))}
      </ul>
    </Section>
  );
}
