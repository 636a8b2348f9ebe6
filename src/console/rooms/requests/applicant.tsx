import { useState } from 'react';
import {
  type Applicant,
  applicantKindWords,
  applicant as applicantSchema,
  type RequestView,
} from '../../../contexts/requests/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Facts, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { identityDocumentWords } from './request-words.ts';

/** Who asks. Shown on demand to who handles the case; each look is recorded with name and time. */
export function ApplicantSection({ request }: { readonly request: RequestView }) {
  const [seen, setSeen] = useState<Applicant | null>(request.applicant);
  const look = useCommand<object, typeof applicantSchema>({
    endpoint: `requests/${request.id}/look`,
    wire: () => ({}),
    answer: applicantSchema,
    onDone: setSeen,
  });
  return (
    <Section title="申请人">
      {seen === null ? (
        <>
          <p>
            {request.applicantName}（{applicantKindWords[request.applicantKind]}
            ）。姓名、证件和联系方式加密保存，只向承办人显示，每次查看都记录查看人和时间。
          </p>
          <CommandButton
            permission={request.permissions['look']}
            busy={look.isPending}
            onClick={() => look.mutate({})}
          >
            查看申请人信息
          </CommandButton>
          <ProblemNotice error={look.error} />
        </>
      ) : (
        <ApplicantFacts applicant={seen} />
      )}
    </Section>
  );
}

function ApplicantFacts({ applicant }: { readonly applicant: Applicant }) {
  const isPerson = applicant.kind === 'natural-person';
  return (
    <Facts
      rows={[
        ['申请人类型', applicantKindWords[applicant.kind]],
        [isPerson ? '姓名' : '名称', applicant.name],
        [
          isPerson ? '证件' : '统一社会信用代码',
          [
            applicant.identityDocument === null ? '' : identityDocumentWords[applicant.identityDocument],
            applicant.identityNo,
          ].join(' '),
        ],
        [isPerson ? '代理人' : '法定代表人', applicant.representative],
        ['联系人', applicant.contact],
        ['电话', applicant.phone],
        ['电子邮箱', applicant.email],
        ['通信地址', [applicant.postcode, applicant.address].filter(each => each !== '').join(' ')],
        ['记录现在怎样写', applicant.ownRecord?.now],
        ['应当怎样写', applicant.ownRecord?.right],
        ['理由和证据', applicant.ownRecord?.reasons],
      ]}
    />
  );
}
