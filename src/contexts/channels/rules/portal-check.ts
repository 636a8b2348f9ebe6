/** Where the portal could still show something that was withdrawn, and what each answer means. */

export interface PortalQuestion {
  /** From `/`. */
  readonly path: string;
  readonly what: string;
  /** `gone`: the address itself must be gone; `unnamed`: it may answer, but must not name the page. */
  readonly must: 'gone' | 'unnamed';
  /** 410 is asked of the page; a file may be 404 or 410. */
  readonly statuses: readonly number[];
}

export interface PortalAnswer {
  readonly question: PortalQuestion;
  /** Null: no answer. */
  readonly page: { readonly status: number; readonly text: string } | null;
}

const ok = [200];

export function portalQuestions(subject: {
  readonly path: string;
  readonly title: string;
  readonly files: readonly { readonly fileDigest: string; readonly name: string }[];
  /** How many parts the sitemap has. */
  readonly sitemaps: number;
}): PortalQuestion[] {
  const { path, title, files, sitemaps } = subject;
  const column = path.replace(/\d{4}\/\d{2}\/[^/]+$/, '');
  const file = ({ fileDigest, name }: { fileDigest: string; name: string }): PortalQuestion => ({
    path: `/files/${fileDigest}/${encodeURIComponent(name)}`,
    what: `附件“${name}”`,
    must: 'gone',
    statuses: [404, 410],
  });
  const unnamed = (address: string, what: string): PortalQuestion => ({
    path: address,
    what,
    must: 'unnamed',
    statuses: ok,
  });
  return [
    { path, what: '网页', must: 'gone', statuses: [410] },
    ...files.map(file),
    unnamed(`/search?q=${encodeURIComponent(title)}`, '检索结果'),
    unnamed('/feed.xml', '订阅'),
    ...(column === path || column === '/'
      ? []
      : [unnamed(column, '栏目页'), unnamed(`${column}feed.xml`, '栏目订阅')]),
    ...Array.from({ length: Math.max(1, sitemaps) }, (_, at) =>
      unnamed(`/sitemap-${at + 1}.xml`, `站点地图（${at + 1}）`),
    ),
    unnamed('/', '首页'),
  ];
}

function problemOf({ question, page }: PortalAnswer, path: string): string | null {
  if (page === null) return null;
  if (question.must === 'gone')
    return question.statuses.includes(page.status)
      ? null
      : `${question.what}仍能打开（状态${page.status}）。`;
  // A file of a site that has none yet is not there; then it names nothing.
  return page.status === 200 && page.text.includes(path) ? `${question.what}中仍有该网页。` : null;
}

/** Present where anything still shows it; unknown where something did not answer; gone when every answer says so. */
export function judgePortal(
  answers: readonly PortalAnswer[],
  path: string,
): { readonly result: 'gone' | 'present' | 'unknown'; readonly findings: string[] } {
  const problems = answers.flatMap(answer => problemOf(answer, path) ?? []);
  if (problems.length > 0) return { result: 'present', findings: problems };
  const silent = answers.filter(
    ({ page, question }) => page === null || (page.status >= 500 && question.must === 'unnamed'),
  );
  if (silent.length > 0)
    return {
      result: 'unknown',
      findings: silent.map(({ question }) => `${question.what}没有答复，未能核对。`),
    };
  const looked = answers.map(({ question }) => question.what).join('、');
  return { result: 'gone', findings: [`已核对${looked}，均已不再出现。`] };
}
