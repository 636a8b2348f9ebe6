import type { ItemView } from '../../contexts/publications/contract.ts';
import { momentWords } from '../words.ts';
import { Mark } from './marks.tsx';
import { Section } from './page.tsx';

type Step = ItemView['chain'][number];
type Signature = ItemView['signatures'][number];

const decisionWords = { signed: '已签署', returned: '已退回', skipped: '已跳过' } as const;

/** The review chain: who signed what, whose turn it is, and which signatures no longer count. */
export function Chain({ item }: { readonly item: ItemView }) {
  return (
    <Section title="审核环节">
      <ol className="chain">
        {item.chain.map(step => (
          <ChainStep key={step.id} step={step} item={item} />
        ))}
      </ol>
      <p className="quiet hint">
        签署对象的数字摘要（SHA-256）：<span className="digest">{item.digest}</span>
        。正文、属性、附件或计划发布时间有任何改动，数字摘要随之改变，已有签署即失效。
      </p>
    </Section>
  );
}

function ChainStep({ step, item }: { readonly step: Step; readonly item: ItemView }) {
  const signatures = item.signatures.filter(signature => signature.step === step.id);
  const standing = signatures.find(signature => signature.current && signature.decision !== 'returned');
  const waiting = item.waitingFor.find(each => each.step === step.id);
  const isBack = item.state === 'returned' && signatures.at(-1)?.decision === 'returned';
  const look = standing !== undefined ? 'done' : waiting !== undefined ? 'turn' : isBack ? 'back' : '';
  return (
    <li className={look} {...(waiting === undefined ? {} : { 'aria-current': 'step' as const })}>
      <span className="step-name">{step.name}</span>
      {waiting !== undefined && (
        <Mark tone={waiting.late ? 'red' : 'blue'}>{waiting.late ? '等待签署，已超时' : '等待签署'}</Mark>
      )}
      <p className="quiet">
        {waiting === undefined
          ? `${step.limitWorkingDays} 个工作日内办理`
          : `应于 ${waiting.dueOn} 前签署（${step.limitWorkingDays} 个工作日）`}
        {step.basis !== '' && `　依据：${step.basis}`}
      </p>
      {signatures.map(signature => (
        <SignatureLine key={`${signature.signedAt}${signature.decision}`} signature={signature} />
      ))}
    </li>
  );
}

function SignatureLine({ signature }: { readonly signature: Signature }) {
  const behalf = signature.onBehalfOf === null ? '' : `，受${signature.onBehalfOf}委托`;
  return (
    <div>
      <p>
        <Mark tone={signature.decision === 'returned' ? 'red' : signature.current ? 'green' : 'plain'}>
          {decisionWords[signature.decision]}
        </Mark>{' '}
        {signature.staffName}（{signature.unitName}
        {behalf}）　{momentWords(signature.signedAt)}
        {!signature.current && signature.decision !== 'returned' && (
          <span className="late-words">　内容已改动，该签署不再有效</span>
        )}
        {signature.filingNo !== null && `　备案号 ${signature.filingNo}`}
      </p>
      {signature.note !== '' && <p>意见：{signature.note}</p>}
      {signature.reasons.length > 0 && (
        <ul className="reasons">
          {signature.reasons.map(reason => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
