import { hitsOf } from './hits.ts';

/**
 * Names of persons in running text. Chinese names carry no mark of their own: what looks like one counts only beside a
 * word that speaks of a person (户主、申请人…), before one that says something of a person (，男、身患…), or among others.
 */

const singleSurnames =
  '傅洪阎萧赖喻昌凤酆贝钮贲滑荀羿汲邴糜松牧隗宓蓬郗怀鄂咸籍莘贡扶堵宰郦濮寿庾暨步弘禄沃蔚越夔融訾竺桓陇犹卯铁虎锁撒朵王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华祁蒲房滕屈饶解牟艾尤阳穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂佟臧闵苟邬边卞姬仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝封谈匡鞠惠荆乐冀郁胥南班栗燕楚鄢劳谌奚皮粟冼蔺盘闻厉伊仝郜海阚花帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄晋云容敬扈晁芮阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓邰赫杭况那宿鲜逯隆茹诺慕危玉银亢嵇哈湛宾戎勾茅於呼揭尉冶斯束檀衣阴昝幸奉尧闭';
const compoundSurnames = '欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟|慕容|令狐|司徒|长孙|宇文|东方|南宫|独孤|端木';

/** Characters that no given name is written with: particles, pronouns, verbs of official language. */
const noGivenName =
  '的了在是于与或等被及对将不无以要已各该此这那所把到向按据经过便规者们个并且则但而又也都很更最只还再就能须着吗呢吧啊亿户人次秒号组镇县市区厅局委办处站所院校厂店费额款项类级别种条节段单据证件报告请求示知患病残疾岁住址话机卡账室层电网线络';

/** Words that begin as a name does. */
const noNames = new Set(
  `高龄 高度 高等 高中 高校 高效 高质 高新 高额 高血 高层 高风 安全 安置 安排 安徽 安顺 安装 安居 安抚 安定 方便 方式 方案 方面 方法 方针 毕节 毕业 金沙 金额 金融 金钱 江苏 江西
  黄金 黄色 康复 康养 温暖 温馨 常见 常态 常规 常住 常年 常务 管理 管辖 管护 管控 白血 白天 白内 白色 严重 严格 严禁 严肃 尤其 尤为 和谐 和平 申请 申报 申诉 申领 余额 项目 应当 应急 应该 应对 曾经 未成 包括 包含 包容
  单位 单亲 单独 单列 平均 平台 平安 平等 计划 计算 计生 路径 路段 强化 强调 强制 强烈 文件 文化 文明 文字 文盲 文书 连续 连接 连片 相关 相应 相互 相对 国家 国务 国有 国际 国办 国庆 关于 关爱 关怀 关注 关心 关系 关键 公布 公示
  公开 公告 公平 公安 公益 公共 公司 公务 公正 公民 民政 农村 农业 农民 农户 农历 农信 石漠 花费 花园 水平 江河 卫生 卫健 施行 施工 施救 实施 解决 解释 解读 解困 易地 易返 查询 查处 查看 查阅 荣誉 荣获 支持 支付 支出 支部 房屋 房产 房间 广东
  广西 广泛 广大 东部 向社 向上 向下 古城 古镇 司法 司机 车辆 车间 车牌 红色 红旗 成员 成立 成果 成效 成年 成本 成功 成为 全市 全面 全省 全体 全部 全年 全国 全程 全县 全额 全民 时间 时候 时限 时期 齐全 齐抓 商务 商业 商家 商户 党员 党委 党组 党支 党建
  党史 党中 党风 党内 平时 孔雀 华北 华东 季度 季节 任务 任职 任何 任命 汤药 游客 游戏 乐观 乐器 边远 边缘 边境 尚未 尚需 尚在 师范 师生 燕窝 海南 海关 海外 南方 原则 原因 原件 原有 原始 原籍 来源 来信 来访 来电 来自 门诊 门牌 门户 云南 云岩 容量 容易 都市 都匀 普通 普遍 普查 普惠 封闭 封面
  谈话 谈心 席位 景区 费用 费率 巡查 满意 满足 满分 满足 满年 况且 利用 利益 利息 干部 干净 居民 居住 居家 居委 居服 信息 信访 信用 信件 信箱 展开 展示 展现 元旦 富裕 富民 丰富 丰收 权利 权益 权限 权力 权责 初中 初审 初步 初级 隆重 修改 修订 修缮 修建 修复
  储备 储蓄 楼房 楼栋 区别 区域 区县 强者 印发 印章 印数 印刷 由于 由县 由乡 由村 由民 由市 由省 索引 索取 宣传 宣布 宣讲 战略 战役 智力 智慧 智能 奉献 植物 衡量 位于 位置 位数 阴影 鲜明 普及 伏案 幸福 但是 利率 公办 公里 公章 公斤 公务 公积 母亲 玉米 银行 阿姨 万元 万人 万户
  马上 马路 马克 牛羊 羊肉 鱼塘 梅花 童年 童话 宁夏 宁波 兰州 苏州 贵州 贵阳 吉林 重庆 湖南 湖北 武汉 郑州 于是 于此 向前 程度 程序 程式 钱款 钱物 许可 许多 段落 顾客 顾问 史料 邮编 郝然 莫名 左右 左侧 纪检 纪念 纪律 纪委 盛大 盛会 游园 曲折 章节 章程 成绩 农产 农闲 蒙古 冷静 冷链 冷藏 席卷 景观 宗教 宗旨 应用 应有 应届 应予 应按 应由 应享
  官方 官网 官员 惠民 惠农 惠及 乐园 原定 班子 班级 班长 班车 南部 南北 官司 官微 练习 祖父 祖母 祖国 平方 平稳 计入 计发 计提 相似 相当 相符 门槛 来临 来函 普法 全日 全覆 全力 全天 全科 满十 满六 满七 满八 满九 满一 满二 高温 高寒 高原 高价 向民 向县 向市 向各 沙发 沙石 师资 时刻 盘活 盘点 花名 万分 方可 简单 简易 简化 简称 简要 简介 简报 连带 连同 古代 农资 明确 明显 明白 明细 明年 明星 池塘 麻醉 麻园
  那么 那些 海报 海拔 强项 强度 盖章 盖房 廉政 廉洁 廉租 井盖 巴士 支行 国土 国税 国资 宣威 容貌 敬老 敬请 敬业 来宾 房管 解答 解放 解除 艾滋 阳光 阳台 阳性 时效 穆斯 司局 卓越 卓有 古稀 简历 项下 连锁 麦收 景点 党务 党政 党校 宫颈 费心 冷水 席间 卫星 米面 米线 和睦 和美 和为 仲裁 沙盘 荣军 明日 查验 查明 查实 查收 查核 查档 麻疹 官兵 封存 谈判 惠泽 乐意 南山 班组 储存 原本 原则 栗子 楚雄 劳动 劳务 劳模 劳力 皮肤 皮炎 盘县 满期 满月 满额 闻讯
  司职 司徒 慈善 应知 应会 项城 康宁 甘肃 青海 符合 舒适 包装 包干 包保 单次 单项 单价 单据 单身 单户 单人 季军 成人 成功 苗族 苗木 苗圃 谷物 盛夏 路线 路口 路面 路灯 路费 游泳 管道 管网 管委 蒙受 华夏 喻为 房租 屈指 解聘 车票 车站 车费 车库 项数 连夜 温饱 温度 温室 文娱 文体 文艺 文旅 文号 文本 文稿 文秘 施药 施肥 安心 安葬 安保 安检 安家 易于 易学 易懂 易记 常委 常规 白酒 白云 金海 金碧 石材 石油 方言 方向 方圆 方阵 付款 付出 付清 任期 任教 钟点 范围 范例 范本 林业 林地 林下 高铁 高速 高考 高尚 高级 高发 高薪 何时 何种 何地 何人 何以 周边 周期 周围 周年 周岁 周一 周二 周三 周四 周五 周六 周日 周末 周知 黄牛 黄标 徐州 孙子 孙女 胡同 胡子 曾祖 曾任 曾用 曾获 田间 田地 田坎 董事 潘多 于当 于每 于今 余人 余元 余户 余名 余万 余亿 余次 余款 余热 叶片 丁克 丁酉 江边 江南 江北 尹始 段位 雷达 雷雨 龙头 龙舟 毛巾 毛毯 毛利 万余 万多 万福 严密 严谨 严厉 严控 严把 严惩 严查 武装 武警 武术`
    .concat(
      ' 成长 安享 安宁 安度 易发 易患 常发 常患 安心 平日 高危 高烧 江口 石阡 白酒 黄疸 马拉 温水 毛坯 支边',
    )
    .split(/\s+/)
    .filter(word => word !== ''),
);

const han = '[\\u4e00-\\u9fa5]';
/** Two to four characters that begin with a surname; `isName` says whether they can be a name. */
export const nameForm = `(?:(?:${compoundSurnames})${han}{1,2}|[${singleSurnames}]${han}{1,2})`;
/** The same with spaces between the characters of a name of two, as lists are set. */
const exactForm = new RegExp(`^${nameForm}$`);

/** Can these characters be a person's name? They begin with a surname and are no word that merely looks so. */
export function isName(words: string): boolean {
  if (!exactForm.test(words) || noNames.has(words.slice(0, 2)) || /[某×*]/.test(words)) return false;
  return ![...words.slice(1)].some(char => noGivenName.includes(char));
}

const roles =
  '受助学生|申请人|申领人|户主|救助对象|保障对象|供养对象|低保户|低保对象|对象|村民|居民|市民|残疾人|残疾老人|受助人|受助对象|患者|患儿|特困人员|特困供养对象|特困户|五保户|五保老人|贫困户|困难群众|困难户|困难党员|监护人|被监护人|家属|投诉人|举报人|信访人|来访人|当事人|死者|逝者|孤儿|留守儿童|困境儿童|受助儿童|事实无人抚养儿童|流浪儿童|儿童|学生|小学生|中学生|初中生|高中生|弃婴|幼儿|男童|女童|未成年人|少年|老人|独居老人|空巢老人|收养人|送养人|被收养人|领取人|受益人|退役军人|优抚对象|流浪人员|走失人员|姓\\s?名|本人|网民|市民|求助人|求助者';
/** What may stand behind a name that a role word announces. */
const behind =
  '(?=$|[，,。；;、（()）\\s：:”」\\d]|等|因|身患|患|系|为|于|家|住|的|同志|每月|由|捡|长期|无|符合|生于|出生|男|女|申请|已|获|现|被|享受|名下|领取|提出|反映|就读|在|去世|死亡|生前|和|与|及|之|父|母|年|随|今|才|刚|正|一家|一人|曾|经|说|称|表示|走|把|给|向|从|到|同|收|考|上|读|失|染|出|归|留|送|转|需|仍|均|都|虽|但|每|只|未|不|没|有|靠|接|参加|得|负)';
const before = '(?<=^|[，,。；;：:、（(\\s“|《]|经查|经核实|原因：)';
const gender = '(?:性别)?[:：]?\\s?(?:男|女)';
const said = `[，,、]\\s?(?:${gender}|${han}{1,3}族|(?:现年|今年|年仅|年龄|现)?\\d{1,3}周?岁|(?:19|20)\\d{2}\\s?[年./-]|现年|年仅|现住|家住|户籍|住|身患|患|因|系|为|出生|(?:联系|家庭|手机)?电话|手机|身份证|证件号|生于)`;
const inBrackets = `[（(]\\s?(?:${gender}|(?:19|20)\\d{2}\\s?[年./-]|[^（()）]{0,24}(?:病|癌|瘤|症|瘫|残疾|岁|组|号|室|电话|致贫|患者))`;
const follows = `(?:系|为|属于?)(?=[^，,。；;]{0,10}(?:残疾|患者|病人))|因(?=[^，,。；;]{1,14}(?:住院|致贫|致残|病|癌|瘤|炎|症|伤|手术|去世))|于?(?:19|20)\\d{2}年(?=[^，,。；;]{0,8}(?:确诊|患|查出|因病))|(?:今年|年仅|现年|已满)\\d{1,3}周?岁|(?:同志)?(?:因患|因病|身患|患有|患|被确诊|确诊|被诊断|经诊断)|生于|出生于|的(?:妻子|丈夫|儿子|女儿|母亲|父亲|孩子|爱人|监护人|家属)|家住|居住|现住|住[在于]?|(?:老人|先生|女士)(?=[，,（(患因住系])`;

const forms: readonly RegExp[] = [
  new RegExp(`(?:${roles})\\s{0,2}(?:[:：为是]|姓名)?\\s{0,3}(?<name>${nameForm})${behind}`, 'g'),
  // A name of three characters behind a role needs nothing behind it.
  new RegExp(`(?:${roles})(?<name>[${singleSurnames}]${han}{2})`, 'g'),
  new RegExp(`${before}(?<name>${nameForm})(?=${said}|${inBrackets}|${follows})`, 'g'),
  // A name that is a clause by itself.
  new RegExp(`(?<=^|[，,。；;：:\\s])(?<name>${nameForm})(?=[，,（(])`, 'g'),
];
/** An office before a name: then the person acts for an organ, and is named on purpose. */
const office =
  /(?:局长|书记|主任|科长|处长|委员|主席|市长|县长|区长|镇长|乡长|院长|站长|所长|厅长|部长|司长|会长|理事长?|秘书长|监事|校长|园长|队长|干部|调研员|巡视员|成员|记者|通讯员|社工|医生|护士|教师|老师|专家|教授|代表|法人|法定代表人|负责人|联系人|经办人|承办人|主讲人|支书|村长|委员长|总理|总书记|主持人|讲师|律师)[:：、]?\s?$/;

export interface NamedPerson {
  readonly from: number;
  readonly to: number;
}

/** Private persons whom a short text (a sentence or two) names. */
export function personsIn(text: string): NamedPerson[] {
  const found: NamedPerson[] = [];
  for (const form of forms)
    for (const match of hitsOf(form, text)) {
      const name = match.groups!.name!;
      const from = match.index + match[0].indexOf(name, match[0].length - name.length);
      const isWhole = isName(name);
      if (!isWhole && (form === forms[1] || !isName(name.slice(0, 2)))) continue;
      if (office.test(text.slice(Math.max(0, from - 8), from))) continue;
      found.push({ from, to: from + name.length });
    }
  return found.sort((a, b) => a.from - b.from);
}
