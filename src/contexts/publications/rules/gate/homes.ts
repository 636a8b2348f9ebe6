/** What an address says below the village or the street: group, hamlet, building, unit, room, number of the house. */

const blank = '[ \\u00a0\\u3000]{0,2}';
const han = '[\\u4e00-\\u9fa5]';
const number = '(?:\\d{1,4}|[〇零一二三四五六七八九十百两]{1,7})';
const counted = (units: string) => `${number}${blank}(?:${units})`;

/** Groups of people at work, not of neighbours. */
const teams =
  '(?<!(?:工作|领导|调查|督查|互助|巡查|检查|攻坚|考核|审核|评议|评审|监督|慰问|项目|课题|专家|督导|指导|帮扶|调解|宣传|服务|走访|核查|纪检|理财)小?)';
/** 经村民小组评议: the body, not a place. */
const unnamed = '(?<!(?:^|[^\\u4e00-\\u9fa5]|[村区会经各由本该每在以与和向到])(?:村民|居民)小?)';
const notAGroup = '(?![织成委长员建团合装别数])';
const groups = [
  `第?(?:${number}[、和])?${counted('(?:村民|居民|农业)?小?组团?')}${notAGroup}`,
  `${han}{1,4}${teams}${unnamed}${blank}组${notAGroup}`,
  `${han}{1,6}(?:村民|居民)小?${unnamed}组${notAGroup}`,
  `${counted('社')}(?![会区保工团])`,
  `${counted('小?队')}(?![伍员长列])`,
  `${counted('网格')}(?![员长化])`,
  `(?<=[组寨排湾])${counted('户')}(?=$|[，,。；;）)、\\s])`,
];

const house = `${number}(?:-\\d{1,4})?${blank}号(?!文|令|公告|线|楼|院内)(?:院|之${number})?(?:${blank}附${counted('号')})?`;
const lanes = [
  `(?:${number}组)?${han}{0,5}组?${blank}${house}`,
  counted('弄|巷'),
  // A stage, a quarter or a row says where somebody lives only before a building or a house.
  `(?:[A-Z]|${number})${blank}[期区排](?=${blank}[A-Z]?${number}${blank}(?:栋|幢|座|号|#|单元|户|-))`,
  `附${counted('号')}`,
];

/** Storey and room, as they follow a building or a unit: 2单元15楼3号, 1503室, 1-502. */
const room = `(?:${blank}${counted('单元')})?(?:${blank}${counted('层|楼')})?(?:${blank}(?:\\d{1,4}(?:-\\d{1,4}){0,2}|[〇零一二三四五六七八九十]{1,4}(?=${blank}[室房号]))${blank}[室房号]?)?`;
const building = `(?:[A-Z]${blank}?\\d{0,3}|\\d{1,3}[A-Z]?|${number})${blank}(?:栋|幢|座(?![桥山城墓水庙])|号楼|#楼?)${room}`;
/** 3-2-501: building, unit, room; 6-1801: building, room. */
const flat = '\\d{1,3}-(?:\\d{1,2}-\\d{1,4}|\\d{3,4})(?![\\d-])[室号]?';
const buildings = [
  building,
  `${counted('单元')}${room}`,
  `\\d{1,2}(?:楼|层)\\d{0,4}[号室]?`,
  `\\d{3,4}[室房]`,
  flat,
  `(?<=楼)\\d{3,4}(?![\\d人元户平米年张名个多余])`,
];

const anyPart = [...groups, ...buildings, ...lanes].map(each => `${blank}(?:${each})`).join('|');

/** Last characters of the names of places that people live in. */
const afterPlace =
  '(?<=[村区会道路街巷镇乡里弄寨坝苑园城湾坪庭府院场点舍寓居屯庄营沟坡])|(?<=[寨坝湾坪点期屯村苑园] )|' +
  // As brigades of the communes still name villages; those of police, fire and inspection do not.
  '(?<=(?<!(?:支|总|执法|监察|稽查|交警|巡警|特警|刑警|巡逻|消防|救援|民兵|运输|纠察))大队)';
/** An estate may be called anything; a building is counted, not named, behind these. */
const afterEstate = `(?<=${han})(?<![共等有建修计约达成的购买盖了和及为至近超余于自从号话码第编])`;

/** Every part together, from the first below the village on. Nothing follows the loop: it never turns back. */
export const homeForm = new RegExp(
  `(?:(?:${afterPlace})[（(]?(?:${anyPart})|${afterEstate}${blank}(?:${building}|${counted('单元')}${room}|${flat}|(?<=楼)\\d{3,4}(?![\\d人元户平米年张名个多余])))(?:${anyPart})*`,
  'g',
);

/** A hamlet that has no number: 青山村官井沟. Names of nature are everywhere; they count only behind words that say where somebody lives. */
export const hamletForm = new RegExp(
  `(?<=村)${han}{1,3}[沟坡坳湾坝冲垭岩洞井塘坪寨院梁岭坎箐](?=$|[，,。；;）)、])`,
  'g',
);

/** A cell of a table that says where a house is. */
export const houseCell = new RegExp(
  `${counted('(?:村民|居民)?小?组|号|栋|幢|座|单元|社(?!区|会)')}|${han}组$|\\d{3,4}室|\\d{1,3}#|\\d{1,3}-(?:\\d{1,2}-\\d{1,4}|\\d{3,4})(?![\\d-])`,
);

const upToHere = '[:：\\s]*[^。；;：:，,]{0,40}$';
const homeLabel = new RegExp(
  `(?:(?:家庭|家里|户籍|户口|常住|居住|暂住|现|目前|实际|详细|具体|个人)[家庭户籍口常居住所在详细现]{0,8}(?:住址|地址|地点|地)|户籍|现住|现居|住址|送达地址(?![^。；;]{0,40}(?:大厦|大楼|政务|行政|中心|[局委厅科]))|房屋坐落|家住|租住|老家|(?:居|租|借|暂|寄)?住[在于]|(?:^|[，,；;（(\\s、])住(?=${han}{2,}))${upToHere}`,
);
const publicPlace =
  /(?:办公|办理|受理|咨询|报名|联系|通讯|通信|单位|机构|公司|集合|活动|培训|会议|乘车|经营|注册|登记|施工|项目)(?:地点|地址|场所|住所)?[:：]?[^，,。；;]{0,30}$|(?:^|[，,；;\s])(?:地址|地点)[:：][^。；;]{0,40}$/;
/** Where people live, whoever the house belongs to: 某公司宿舍. */
const quarters = /(?:宿舍|家属[院区楼房]|职工[楼院]|公寓|棚改房|安置房|公租房|廉租房)[^，,。；;]{0,10}$/;
/** What stands there is for everybody. */
const facilityAfter =
  /^的?[^，,。；;、（(\s]{0,4}(?:活动室|服务站|服务中心|幸福院|敬老院|会议室|教室|窗口|路口|卫生室|村委会|学校|幼儿园|门口|公示栏|公路|广场)/;

/** Do these words end in “lives in …”? */
export function saysHome(before: string): boolean {
  return homeLabel.test(before);
}

/** Is somebody said to live there? `isBesideName`: a private person is named close by. */
export function isHome(before: string, after: string, isBesideName: boolean): boolean {
  const isPublic = publicPlace.test(before);
  if (saysHome(before)) return !isPublic || isBesideName || quarters.test(before);
  return !isPublic && isBesideName && !facilityAfter.test(after);
}

/** Characters of a line that may belong to a home told over its end. */
const [seamBefore, seamAfter] = [80, 60];

/**
 * The end of one line and the beginning of the next as one text, if the first may break off within an address;
 * `seam` is where the next line begins in it.
 */
export function brokenLine(
  text: string,
  next: string,
): { readonly text: string; readonly seam: number } | null {
  if (next.includes('\t')) return null;
  const end = text.slice(-seamBefore - 8).trimEnd();
  if (!/[\u4e00-\u9fa5\dA-Z]$/.test(end)) return null;
  const begin = next.slice(0, seamAfter + 8).trimStart();
  return { text: end + begin, seam: end.length };
}
