import type { ElementForm, PlanElement } from './plan-reading.ts';

const maxElements = 60;

/** First fitting row wins. Guesses for a person to confirm. */
const forms: readonly (readonly [RegExp, ElementForm])[] = [
  [/示意图|分布图|分布$|地图/, 'map'],
  [/电话|渠道|联系方式|承办机构|咨询|投诉(?!处理)|监督方式/, 'contact'],
  [/流程|程序|步骤|环节|救济/, 'process'],
  [/目录|清单|名单|名称|名录|地址|成员|事项$/, 'list'],
  [/项目|招投标|采购|设计变更|验收|合同/, 'project'],
  [/资金|经费|公益金|预算|决算|人数|总数|标准|额度|水平|数据|统计|规模|批次|报表|补贴|金额/, 'table'],
  [/结果|决定|登记|变更|注销|任免|处罚信息/, 'case'],
  [/政策|法规|办法|方案|规划|制度|指南|文件|文档|报告|公报|草案|预案/, 'document'],
];

function formOf(name: string): ElementForm {
  return forms.find(([pattern]) => pattern.test(name))?.[1] ?? 'text';
}

/** 公开, 公布, 公示, 发布 as a verb with its object behind it; not in 信息公开, 依申请公开, 公开栏, 新闻发布会. */
const publish =
  /(?:(?<!依申请|信息|政务|新闻|预|随机、一|务|信息公开和|信息)(?:公开|公布|公示|发布)|予以公开)(?:了|以下|下列)?(?!为常态|是例外|透明|工作|平台|栏|制度|力度|意识|时限|内容|会|审核|不|和|、|的|方式|媒体|要点|解读|业务|领导|指南|受理|流程|根据|与|一次)/;

const common = /(情况|信息|标准|流程|程序|结果|数据|方式|条件|渠道|事项|水平|额度|成效|进展)$/;

/** Cuts an enumeration outside brackets and book-title marks; 及 and 以及 only before a last item. */
function enumerated(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const sign of text.replace(/以及|(?<=[\u4e00-\u9fa5)]{2})及(?!时)(?=[\u4e00-\u9fa5]{2})/g, '、')) {
    if (/[(（《“〔]/.test(sign)) depth++;
    if (/[)）》”〕]/.test(sign)) depth = Math.max(0, depth - 1);
    if (sign === '、' && depth === 0) {
      parts.push(part);
      part = '';
    } else part += sign;
  }
  return [...parts, part].map(item => item.trim()).filter(item => item !== '');
}

const deed =
  '(?:建设|使用|管理|分配|拨付|推进|实施|落实|执行|成立|资助|申请|受理|审核|审批|核查|支出|结余|投入|入住|进展|运行|发放)';
const deedTail = new RegExp(`${deed}(?:\\([^()]*\\)|（[^（）]*）)?(?:情况|信息)?$`);

/**
 * 农村敬老院建设、使用、管理情况 → 农村敬老院建设情况, 农村敬老院使用情况, 农村敬老院管理情况: short items share the last
 * one's ending and the first one's subject. 责任事项及其依据 → 责任事项, 责任事项依据.
 */
function completed(parts: readonly string[]): string[] {
  const ending = common.exec(parts.at(-1) ?? '')?.[1] ?? '';
  let subject = '';
  const names: string[] = [];
  parts.forEach((part, i) => {
    if (/^其/.test(part)) names.push(`${parts[i - 1] ?? ''}${part.slice(1)}`);
    else {
      const whole =
        (part.length <= 4 || deedTail.test(part)) && !common.test(part) ? `${part}${ending}` : part;
      const short = deedTail.test(part) && part.length <= 8 && subject.length >= 2;
      names.push(short ? `${subject}${whole}` : whole);
      if (!short && deedTail.test(part)) subject = part.replace(deedTail, '');
    }
  });
  return names;
}

function cleaned(name: string): string {
  return name
    .replace(/(?<=.{2})等(?!级)[\u4e00-\u9fa5]{0,14}$/, '')
    .replace(
      /^(?:(?:和|及|与|以及|包括|梳理|编制|涉及|到|要|主动|依法|依规|全面|完整|有关|相关|其|了|的|年度内经?|本单位|本级|本部门|全市|全县|全省|全区|全局)(?=.{2}))+/,
      '',
    )
    .replace(/^[,，、:：]+|[,，、:：。;；]+$/g, '')
    .trim();
}

const act =
  /^(?:要|应|须|应当|切实|进一步|认真|积极|主动|及时|严格|全面|深入|加快|不断|着力|大力|定期)*(?:加强|建立|健全|完善|推进|开展|做好|制定|编制|修订|落实|召开|组织|强化|推动|提升|规范|梳理|畅通|调整|听取|研究|引导|指导|查看|征求|回应|解读|执行|履行|把好|撤下|创新|加大|参与|报送|确保|优化|把好|防止|避免|接受|组成|收集|切实|向|通过|做到|带头|准确|有效)/;

const clauseBreak = /[,，](?=[^()（）]*(?:[(（]|$))/;

/** What one clause asks to publish: the object of 公开, or what 将…公开 puts in front of it. */
function objectOf(clause: string): string {
  const match = publish.exec(clause);
  if (match === null) return '';
  const object = clause.slice(match.index + match[0].length);
  return object.length >= 2 ? object : (/(?:将|把|对)(.{2,})$/.exec(clause.slice(0, match.index))?.[1] ?? '');
}

/** Elements of one sentence. An enumeration that goes on after a comma belongs to the verb in front. */
function elementsOf(sentence: string): PlanElement[] {
  const found: PlanElement[] = [];
  let publishes = false;
  for (const clause of sentence.split(clauseBreak).map(part => part.trim())) {
    const object = objectOf(clause);
    const goesOn =
      publishes && clause.includes('、') && !act.test(clause) && !/^(?:并|以|方便|及时|同时)/.test(clause);
    if (object !== '' || goesOn) {
      publishes = true;
      const names = completed(enumerated(object === '' ? clause : object)).map(cleaned);
      found.push(...names.map(name => ({ name, form: formOf(name) })));
    } else if (act.test(clause) && clause.length >= 4 && clause.length <= 40) {
      found.push({ name: clause, form: 'action' });
    }
  }
  return found;
}

/**
 * Splits an item's sentences into what is to be published (after 公开, 公布, 公示, 发布) or, where nothing is, into what
 * is to be done (`action`). A first proposal: names and forms are guesses that a person corrects.
 */
export function readElements(title: string, body: string): PlanElement[] {
  const found = new Map<string, PlanElement>();
  const add = (name: string, form: ElementForm): void => {
    if (name.length >= 2 && name.length <= 60 && found.size < maxElements && !found.has(name)) {
      found.set(name, { name, form });
    }
  };
  for (const sentence of body.split(/[。;；\n!！]/)) {
    for (const { name, form } of elementsOf(sentence.trim())) add(name, form);
  }
  if (found.size === 0) add(cleaned(title.replace(publish, '')) || title, formOf(title));
  return [...found.values()];
}
