/** One synthetic plan of a bureau that does not exist, as a model: what the sample files say, and the expected answer. */

export interface SampleItem {
  readonly title: string;
  readonly body: string;
  /** The bracket exactly as written, with one of the usual slips. */
  readonly bracket: string;
  readonly label: string | null;
  readonly lead: readonly string[];
  readonly cooperating: readonly string[];
  readonly limits: readonly string[];
  readonly channels: readonly string[];
}

export interface SampleSection {
  readonly title: string;
  /** A section without items is a leaf by its own text. */
  readonly items: readonly SampleItem[];
  readonly own?: SampleItem;
}

export interface SampleChapter {
  readonly title: string;
  readonly text?: string;
  readonly sections: readonly SampleSection[];
}

const counties = '各县、区(管委会)民政局(社会事务局)';
const allUnits = [counties, '局机关各科室', '各直属单位'];

function item(
  title: string,
  body: string,
  bracket: string,
  units: { label?: string; lead?: readonly string[]; cooperating?: readonly string[] },
  more: { limits?: readonly string[]; channels?: readonly string[] } = {},
): SampleItem {
  const { label = null, lead = [], cooperating = [] } = units;
  return {
    title,
    body,
    bracket,
    label,
    lead,
    cooperating,
    limits: more.limits ?? [],
    channels: more.channels ?? [],
  };
}

export const sampleTitle = '云岭市民政局2024年政务公开工作实施方案';

export const samplePlan: readonly SampleChapter[] = [
  {
    title: '总体要求',
    text: '坚持以公开为常态、不公开为例外,紧紧围绕民政中心工作和群众关切,推进决策、执行、管理、服务、结果公开。',
    sections: [],
  },
  {
    title: '主要任务',
    sections: [
      {
        title: '加强政策解读和回应关切',
        items: [
          item(
            '做好政策解读',
            '重要政策文件与解读材料同步起草、同步审签,通过门户网站和微信发布。',
            `责任单位:${counties},局机关各科室、各直属单位)`,
            { label: '责任单位', lead: allUnits },
            { limits: ['in-sync'], channels: ['网站', '微信'] },
          ),
          item(
            '回应社会关切',
            '对养老服务、社会救助等热点及时回应,释疑解惑。',
            '(责任单位:各县(市、区)民政局;局机关各科室;各直属单位)',
            { label: '责任单位', lead: ['各县(市、区)民政局', '局机关各科室', '各直属单位'] },
            { limits: ['promptly'] },
          ),
        ],
      },
      {
        title: '推进执法公开',
        items: [
          item(
            '公示行政执法决定',
            '行政许可、行政处罚决定自作出之日起7个工作日内公开,其他执法决定在二十个工作日内公布。',
            '（牵头单位：政策法规科；配合单位：办公室、社会组织管理科）',
            { label: '牵头单位', lead: ['政策法规科'], cooperating: ['办公室', '社会组织管理科'] },
            { limits: ['7wd', '20wd'] },
          ),
        ],
      },
    ],
  },
  {
    title: '重点领域',
    sections: [
      {
        title: '民政资金',
        items: [
          item(
            '公开部门预算信息',
            '公开部门预算、决算和“三公”经费情况,自批复之日起20日内公开。',
            '【责任科室:规划财务科,配合单(科室)位:办公室 信息中心】',
            { label: '责任科室', lead: ['规划财务科'], cooperating: ['办公室', '信息中心'] },
            { limits: ['20d'] },
          ),
          item(
            '公开福彩公益金使用情况',
            '公开福彩公益金分配、使用、结余情况,每季度公布一次。',
            '(责任科室:规划财务科、养老服务科 配合单位(科室):各直属单位)',
            { label: '责任科室', lead: ['规划财务科', '养老服务科'], cooperating: ['各直属单位'] },
            { limits: ['quarterly'] },
          ),
        ],
      },
      {
        title: '社会救助',
        items: [],
        own: item(
          '社会救助',
          '公开城乡低保标准、申请条件、审核审批流程、对象人数和资金支出情况,标准调整后10个工作日内公布。',
          '(责 任 科 室:社会救助科;配合单位(科室:各县、区民政局、市社会救助中心)',
          { label: '责任科室', lead: ['社会救助科'], cooperating: ['各县、区民政局', '市社会救助中心'] },
          { limits: ['10wd'] },
        ),
      },
      {
        title: '社会组织',
        items: [
          item(
            '公开登记信息',
            '公开社会组织成立、变更、注销登记和年检结果。',
            '(社会组织管理科牵头,信息中心配合)',
            { label: '牵头', lead: ['社会组织管理科'], cooperating: ['信息中心'] },
          ),
        ],
      },
    ],
  },
  {
    title: '保障措施',
    sections: [
      {
        title: '加强组织领导',
        items: [],
        own: item(
          '加强组织领导',
          '局机关各科室、各直属单位要高度重视,主要负责人每年至少听取一次工作汇报。',
          '',
          { lead: ['局机关各科室', '各直属单位', '主要负责人'] },
          { limits: ['annual'] },
        ),
      },
      {
        title: '逐级抓好落实',
        items: [],
        own: item(
          '逐级抓好落实',
          '各县、区民政局要结合实际,在5月31日前制定具体实施方案。',
          '',
          { lead: ['各县、区民政局'] },
          { limits: ['before 05-31'] },
        ),
      },
    ],
  },
];

/** The plan's leaves as a person would write them down, in the form of `obligations.json`. */
export function sampleAnswers(): object[] {
  return samplePlan.flatMap((chapter, c) =>
    chapter.sections.flatMap((section, s) => {
      const items = section.own === undefined ? section.items : [section.own];
      return items.map((leaf, i) => ({
        id: [c + 1, s + 1, ...(section.own === undefined ? [i + 1] : [])].join('.'),
        title: leaf.title,
        path: [chapter.title, section.title, ...(section.own === undefined ? [leaf.title] : [])],
        responsibilityLabel: leaf.label,
        lead: leaf.lead,
        cooperating: leaf.cooperating,
        explicitLimits: leaf.limits.map(limit => ({ limit })),
        channels: leaf.channels,
      }));
    }),
  );
}

export interface SampleRow {
  readonly category: string;
  readonly number: string;
  readonly task: string;
  readonly requirement: string;
  readonly responsible: string;
  readonly limit: string;
  readonly lead: readonly string[];
  readonly cooperating: readonly string[];
  readonly limits: readonly string[];
}

export const tableTitle = '云岭市民政局2024年政务公开工作任务分工表';
export const tableHeader = ['序号', '工作类别', '工作任务', '具体要求', '责任科室(单位)', '完成时限'];

export const sampleRows: readonly SampleRow[] = [
  {
    category: '政策公开',
    number: '1',
    task: '规范公开政策文件',
    requirement: '集中公开现行有效的规范性文件,及时标注废止、失效情况。',
    responsible: '办公室',
    limit: '2024年6月底前',
    lead: ['办公室'],
    cooperating: [],
    limits: ['before 2024-06-30', 'promptly'],
  },
  {
    category: '政策公开',
    number: '2',
    task: '加强政策解读',
    requirement: '在门户网站、微信公布解读材料。\n解读材料与文件同步发布。',
    responsible: '牵头:政策法规科;配合:各科室、各直属单位',
    limit: '全年',
    lead: ['政策法规科'],
    cooperating: ['各科室', '各直属单位'],
    limits: ['standing', 'in-sync'],
  },
  {
    category: '民生领域',
    number: '3',
    task: '公开养老服务信息',
    requirement: '公开养老机构名称、地址、收费标准和服务热线。',
    responsible: '养老服务科(牵头)、信息中心',
    limit: '9月15日前',
    lead: ['养老服务科'],
    cooperating: ['信息中心'],
    limits: ['before 09-15'],
  },
  {
    category: '民生领域',
    number: '4',
    task: '公开社会救助信息',
    requirement: '公开低保、特困、临时救助的对象人数和资金支出情况。',
    responsible: '社会救助科\n各县、区民政局',
    limit: '每季度',
    lead: ['社会救助科', '各县、区民政局'],
    cooperating: [],
    limits: ['quarterly'],
  },
];
