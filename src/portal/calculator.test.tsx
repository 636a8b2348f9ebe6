import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { publishedCalendar as calendar } from '../law/published-calendar.ts';
import { CalculatorPage } from './rooms/calculator.tsx';
import { calculatorFields, calculatorKinds, questionOf } from './rooms/calculator-question.ts';
import type { Site } from './view.ts';

const site = { basePath: '/bm/mz' } as Site;

function page(address: string): string {
  const question = questionOf(Object.fromEntries(new URLSearchParams(address)));
  return render(<CalculatorPage site={site} calendar={calendar} question={question} />);
}

/** The reasons of the banner, one text each; none if there is no banner. */
function reasonsOf(html: string): string[] {
  const banner = /<div class="banner" role="alert">(.*?)<\/div>/s.exec(html)?.[1] ?? '';
  return [...banner.matchAll(/<li>(.*?)<\/li>/gs)].map(found => found[1]!.replace(/<[^>]+>/g, ''));
}

/** `2019-06-10` → its class, as drawn in the month of that name. */
function drawnAs(html: string, day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  const table = html.split(`<caption>${year}年${month}月</caption>`)[1]?.split('</table>')[0] ?? '';
  return new RegExp(`<td(?: class="([^"]*)")?>${date}<small`).exec(table)?.[1] ?? '';
}

/** The number that the sign of a day carries. */
function numberOf(html: string, name: string): number[] {
  const cells = [...html.matchAll(new RegExp(`<td class="[^"]*${name}[^"]*">\\d+<small[^>]*>([^<]*)`, 'g'))];
  return cells.map(found => Number(found[1]!.replace(/\D/g, '')));
}

describe('the choice of a kind', () => {
  it('offers six kinds as links and no form before one is chosen', () => {
    const html = page('');
    for (const [kind, words] of Object.entries(calculatorKinds)) {
      expect(html).toContain(`href="/bm/mz/calculator?kind=${kind}"`);
      expect(html).toContain(words);
    }
    expect(html).not.toContain('<form');
  });

  it.each(Object.keys(calculatorKinds))('%s shows its own fields, each in a label, and no answer', kind => {
    const html = page(`kind=${kind}`);
    const names = [...html.matchAll(/<(?:input|select) name="([^"]+)"/g)].map(found => found[1]);
    expect(names).toEqual([...calculatorFields[kind as keyof typeof calculatorFields]]);
    expect(html.match(/<label>/g)).toHaveLength(names.length);
    expect(html).toContain(`<input type="hidden" name="kind" value="${kind}"`);
    expect(html).toMatch(new RegExp(`href="[^"]*kind=${kind}" aria-current="page"`));
    expect(html).not.toContain('id="answer-1"');
    expect(reasonsOf(html)).toEqual([]);
  });

  it('does not look at what a sharing service adds to the address, nor at an unknown kind', () => {
    expect(reasonsOf(page('kind=request&from=timeline'))).toEqual([]);
    expect(page('kind=constructor')).not.toContain('<form');
  });

  it('takes the first of a repeated field and cuts what is too long', () => {
    expect(questionOf({ on: ['2025-01-02', 'x'], days: '9'.repeat(999) })).toEqual({
      on: '2025-01-02',
      days: '9'.repeat(200),
    });
  });

  it('keeps what was filled in', () => {
    const html = page('kind=request&via=fax&submitted=2026-03-02&confirmed=2026-03-03&extended-days=7');
    expect(html).toContain('<option value="fax" selected>');
    expect(html).toContain('value="2026-03-03"');
    expect(html).toContain('value="7"');
  });

  it('escapes what was sent', () => {
    expect(page('kind=proactive&on=%3Cscript%3E')).not.toContain('<script>');
  });
});

describe('《政府信息公开条例》第三十一条、第三十三条：the reply to a request', () => {
  it('is due on the twentieth working day after the receipt, with the articles', () => {
    const html = page('kind=request&via=in-person&submitted=2026-03-02');
    expect(html).toContain('答复到期日：2026年3月30日');
    expect(html).toContain('《政府信息公开条例》第三十一条第（一）项、《政府信息公开条例》第三十三条第二款');
    expect(drawnAs(html, '2026-03-02')).toBe('start');
    expect(drawnAs(html, '2026-03-30')).toBe('due');
    expect(drawnAs(html, '2026-03-07')).toBe('rest');
    expect(numberOf(html, 'counted')).toEqual(Array.from({ length: 19 }, (_, i) => i + 1));
    expect(numberOf(html, 'due')).toEqual([20]);
  });

  it.each(['plain-mail', 'internet', 'fax'])('does not run for %s before both have confirmed', via => {
    const waiting = page(`kind=request&via=${via}&submitted=2026-03-02`);
    expect(waiting).toContain('期限尚未起算：请填写双方确认日期');
    const html = page(`kind=request&via=${via}&submitted=2026-03-02&confirmed=2026-03-05`);
    expect(html).toContain('答复到期日：2026年4月2日');
    expect(drawnAs(html, '2026-03-02')).toBe('paused');
    expect(drawnAs(html, '2026-03-05')).toBe('start');
  });

  it('counts make-up days and draws them as such', () => {
    const html = page('kind=request&submitted=2026-02-10');
    expect(drawnAs(html, '2026-02-14')).toBe('make-up counted');
    expect(drawnAs(html, '2026-02-16')).toBe('rest');
  });

  it('counts anew after a correction; what had run before is drawn as not counted', () => {
    const html = page(
      'kind=request&submitted=2026-03-02&correction=2026-03-04&correct-by=2026-03-20&corrected=2026-03-12',
    );
    expect(html).toContain('答复到期日：2026年4月10日');
    for (const day of ['2026-03-03', '2026-03-11']) expect(drawnAs(html, day)).toBe('paused');
    expect(drawnAs(html, '2026-03-12')).toBe('start');
    expect(numberOf(html, 'due')).toEqual([20]);
  });

  it('says that a correction is awaited, and until when', () => {
    const html = page('kind=request&submitted=2026-03-02&correction=2026-03-04&correct-by=2026-03-20');
    expect(html).toContain('等待补正，至2026年3月20日；收到补正后重新计算');
    expect(html).not.toContain('class="due"');
  });

  it('leaves out the days of consultations once, and counts an extension', () => {
    const html = page(
      [
        'kind=request&submitted=2026-03-02&third-party-from=2026-03-04&third-party-to=2026-03-11',
        'organ-from=2026-03-09&organ-to=2026-03-13&extended=2026-03-18&extended-days=5',
      ].join('&'),
    );
    // 20 + 5 counted and 7 paused working days (5 to 13 March), Qingming holiday on 6 April.
    expect(html).toContain('答复到期日：2026年4月16日');
    const paused = ['05', '06', '09', '10', '11', '12', '13'].map(date => drawnAs(html, `2026-03-${date}`));
    expect(paused).toEqual(Array(7).fill('paused'));
    expect(drawnAs(html, '2026-03-04')).toBe('counted');
    expect(drawnAs(html, '2026-03-18')).toBe('counted');
    expect(numberOf(html, 'due')).toEqual([25]);
  });

  it('pauses for an unanswered consultation up to its fifteenth working day', () => {
    const html = page('kind=request&submitted=2026-03-02&third-party-from=2026-03-04');
    expect(drawnAs(html, '2026-03-25')).toBe('paused');
    expect(drawnAs(html, '2026-03-26')).toBe('counted');
    expect(numberOf(html, 'due')).toEqual([20]);
  });

  it('may be extended before its end only, by one to twenty working days', () => {
    const late = reasonsOf(page('kind=request&submitted=2026-03-02&extended=2026-03-31&extended-days=21'));
    expect(late).toHaveLength(2);
    expect(late.join('')).toContain('延长的期限应为1至20个工作日');
    expect(late.join('')).toContain('届满之后不能延长');
    for (const words of late) {
      expect(words).toContain('延期决定日期（2026年3月31日）：');
      expect(words).toContain('依据：《政府信息公开条例》第三十三条第二款');
    }
  });

  it('is refused with every reason and its article when the history is impossible', () => {
    const html = page(
      [
        'kind=request&submitted=2026-03-10&corrected=2026-03-12&third-party-from=2026-03-20',
        'third-party-to=2026-03-18&organ-to=2026-03-05',
      ].join('&'),
    );
    const reasons = reasonsOf(html);
    expect(reasons).toHaveLength(3);
    expect(reasons[0]).toContain('收到其他行政机关意见日期（2026年3月5日）：早于前一项的日期2026-03-10');
    expect(reasons[1]).toContain('收到补正日期（2026年3月12日）：');
    expect(reasons[2]).toContain('收到第三方意见日期（2026年3月18日）：早于前一项的日期2026-03-20');
    for (const words of reasons) expect(words).toContain('依据：《政府信息公开条例》第');
    expect(html).not.toContain('id="answer-1"');
  });

  it('says every field that is missing or wrong at once', () => {
    const reasons = reasonsOf(
      page(
        'kind=request&via=pigeon&confirmed=2026-02-30&correction=2026-03-04&extended-days=5&organ-to=1999-01-01',
      ),
    );
    for (const words of [
      '渠道',
      '请填写提交',
      '双方确认日期“2026-02-30”不是存在的日期',
      '补正期限',
      '延期决定日期',
      '2004年至2099年',
    ])
      expect(reasons.join('\n')).toContain(words);
    expect(reasons).toHaveLength(6);
    expect(reasonsOf(page('kind=request&submitted=2026-03-02&correct-by=2026-03-20'))[0]).toContain(
      '告知补正日期',
    );
    expect(reasonsOf(page('kind=request&submitted=2026-03-02&extended=2026-03-20'))[0]).toContain(
      '延长的工作日数',
    );
  });
});

describe('《政府信息公开条例》第三十条、第三十二条、第三十四条、第三十五条：what happens in some files only', () => {
  const from = (rest: string): string => page(`kind=request&submitted=2026-03-02&${rest}`);

  it('is folded away until something of it is filled in', () => {
    expect(from('')).toMatch(/<details><summary>/);
    expect(from('delivery=post')).toMatch(/<details><summary>/);
    expect(from('fee-notified=2026-03-10')).toMatch(/<details open[^>]*><summary>/);
  });

  it('takes a late correction with a good reason, and none without', () => {
    const late = 'correction=2026-03-04&correct-by=2026-03-10&corrected=2026-03-12';
    expect(reasonsOf(from(late))).toEqual([expect.stringContaining('补正已经逾期')]);
    const html = from(`${late}&correction-excuse=住院`);
    expect(html).toContain('逾期补正有正当理由（住院）');
    expect(html).toContain('答复到期日：2026年4月10日');
  });

  it('counts the fifteen working days of an opinion from the day the letter was received', () => {
    const html = from('third-party-from=2026-03-04&third-party-received=2026-03-06&as-of=2026-05-01');
    expect(html).toContain(
      '<time datetime="2026-03-27">2026年3月27日</time> 第三方逾期未提出意见，不视为同意',
    );
    expect(reasonsOf(from('organ-from=2026-03-04&organ-received=2026-03-03'))).toEqual([
      expect.stringContaining('早于发出日期'),
    ]);
    expect(reasonsOf(from('organ-received=2026-03-03'))[0]).toContain('请同时填写征求其他行政机关意见日期');
  });

  it('a reasonable delay follows reasons that were asked for and given, and the days up to it count', () => {
    const asked = 'reasons-requested=2026-03-05&reasons-given=2026-03-10';
    const html = from(`${asked}&delayed=2026-03-11&delayed-until=2026-04-15`);
    expect(html).toContain('答复到期日：2026年4月15日');
    expect(drawnAs(html, '2026-03-11')).toBe('counted');
    expect(drawnAs(html, '2026-04-14')).toBe('counted');
    expect(html).not.toContain('class="paused"');
    expect(reasonsOf(from('delayed=2026-03-11&delayed-until=2026-04-15'))).toEqual([
      expect.stringContaining('《政府信息公开条例》第三十五条'),
    ]);
    expect(reasonsOf(from(`${asked}&delayed=2026-03-11`))[0]).toContain('延迟后的答复期限');
    expect(reasonsOf(from(`${asked}&delayed-until=2026-04-15`))[0]).toContain('告知延迟答复日期');
  });
});

describe('《政府信息公开信息处理费管理办法》：notice and payment in a file', () => {
  const notified = 'kind=request&submitted=2026-03-02&fee-notified=2026-03-10&fee-received=2026-03-12';

  it('waits for twenty working days after the receipt of the notice', () => {
    expect(page(notified)).toContain('等待缴费，至2026年4月10日；缴费后重新计算');
    expect(page(`${notified}&as-of=2026-04-11`)).toContain('视为放弃申请，不再处理</h2>');
  });

  it('counts anew from the payment, marked as not read word for word', () => {
    const html = page(`${notified}&fee-paid=2026-03-20`);
    expect(html).toContain('答复到期日：2026年4月20日');
    expect(html).toContain('尚未与原文逐字核对');
    for (const day of ['2026-03-03', '2026-03-19']) expect(drawnAs(html, day)).toBe('paused');
    expect(drawnAs(html, '2026-03-20')).toBe('start');
  });

  it('refuses a payment without notice and a receipt without notice', () => {
    expect(reasonsOf(page('kind=request&submitted=2026-03-02&fee-paid=2026-03-20'))).toHaveLength(1);
    expect(reasonsOf(page('kind=request&submitted=2026-03-02&fee-received=2026-03-20'))).toEqual([
      expect.stringContaining('请同时填写发出收费通知日期'),
    ]);
  });
});

describe('国办公开办函〔2016〕235号、《政府信息公开条例》第三十三条：the end of a file', () => {
  const from = (rest: string): string => page(`kind=request&submitted=2026-03-02&${rest}`);

  it('a reply by post is in time if it was posted in time', () => {
    const html = from('replied=2026-03-27&delivery=post&delivered=2026-03-30');
    expect(html).toContain('答复到期日（已经答复）：2026年3月30日');
    expect(html).toContain('邮寄送达，以交邮之日为准（2026年3月30日）；在期限内办结');
    expect(drawnAs(html, '2026-03-27')).toBe('answered counted');
    expect(numberOf(html, 'due')).toEqual([20]);
    expect(from('replied=2026-03-27&delivery=post&delivered=2026-03-31')).toContain('属于逾期答复');
  });

  it('a late reply is drawn where it stands, in a month of its own', () => {
    const html = from('replied=2026-04-02&delivery=electronic');
    expect(html).toContain('属于逾期答复');
    expect(drawnAs(html, '2026-04-02')).toBe('answered');
    expect(html.split('图例')[1]).toContain('作出答复之日');
    expect(from('').split('图例')[1]).not.toMatch(/作出答复之日|不计入期限的工作日/);
  });

  it('a reply on the last day and on the day of receipt keep both signs', () => {
    expect(drawnAs(from('replied=2026-03-30'), '2026-03-30')).toBe('answered due');
    expect(from('replied=2026-03-30')).toContain('作出答复之日，期限届满之日第20日');
    expect(from('replied=2026-03-02')).toContain('当场答复，在期限内办结');
  });

  it('a withdrawal ends it; nothing may follow', () => {
    expect(from('withdrawn=2026-03-05')).toContain('答复到期日（申请已经撤回）');
    expect(reasonsOf(from('withdrawn=2026-03-05&replied=2026-03-06'))).toEqual([
      expect.stringContaining('已经办结'),
    ]);
  });

  it('an end while a correction is awaited leaves no date', () => {
    const html = from('correction=2026-03-04&correct-by=2026-03-20&withdrawn=2026-03-05');
    expect(html).toContain('办理已经终结，没有正在计算的期限');
  });

  it('refuses a courier, an unknown delivery, and a delivery without reply', () => {
    for (const delivery of ['courier', 'constructor'])
      expect(reasonsOf(from(`replied=2026-03-05&delivery=${delivery}`))).toEqual(['请选择送达方式。']);
    expect(reasonsOf(from('delivered=2026-03-05'))[0]).toContain('作出答复日期');
  });
});

describe('《政府信息公开条例》第三十三条：the state on a day', () => {
  const on = (day: string, rest = ''): string =>
    page(`kind=request&submitted=2026-03-02&as-of=${day}${rest}`);

  it('says how many working days are left, or by how many it is late', () => {
    expect(on('2026-03-10')).toContain('截至2026年3月10日，尚余14个工作日。');
    expect(on('2026-03-30')).toContain('截至2026年3月30日，尚余0个工作日。');
    expect(on('2026-04-01')).toContain('截至2026年4月1日，已经逾期2个工作日。');
  });

  it('leaves out what came later', () => {
    const html = on('2026-03-10', '&extended=2026-03-20&extended-days=20');
    expect(html).toContain('答复到期日：2026年3月30日');
    expect(on('2026-03-20', '&extended=2026-03-20&extended-days=20')).toContain('答复到期日：2026年4月28日');
  });

  it('says when the reply is due if the opinion came on that day', () => {
    expect(on('2026-03-10', '&third-party-from=2026-03-04')).toContain(
      '当日即收到全部意见的，答复期限为2026年4月3日',
    );
  });

  it('refuses a day before the request was there', () => {
    expect(reasonsOf(on('2026-03-01'))).toEqual([expect.stringContaining('当日还没有这件申请')]);
  });
});

describe('《政府信息公开条例》第二十六条、《预算法》第十四条：proactive publicity', () => {
  it('twenty working days over the autumn holiday', () => {
    const html = page('kind=proactive&rule=general&on=2025-09-26');
    expect(html).toContain('公开到期日：2025年10月30日');
    expect(drawnAs(html, '2025-09-28')).toBe('make-up counted');
  });

  it('twenty calendar days count Saturdays too, and a last day off moves on', () => {
    const html = page('kind=proactive&rule=budget&on=2026-04-11');
    expect(html).toContain('公开到期日：2026年5月6日');
    expect(drawnAs(html, '2026-04-12')).toBe('counted');
    expect(drawnAs(html, '2026-05-04')).toBe('rest');
    expect(numberOf(html, 'counted').at(-1)).toBe(20);
    expect(html).toContain('尚未与原文逐字核对');
  });

  it('is marked provisional past the last notice', () => {
    const html = page('kind=proactive&rule=general&on=2026-12-25');
    expect(html).toContain('（暂定）</h2>');
    expect(html).toContain('尚未公布放假安排的年份');
  });

  it('refuses a rule that is not offered', () => {
    expect(reasonsOf(page('kind=proactive&rule=toString&on=2026-03-02'))).toEqual(['请选择公开事项的种类。']);
  });
});

describe('国办发〔2018〕118号、《行政处罚法》第四十八条：enforcement', () => {
  it.each([
    ['licence', '公示到期日：2026年3月11日', '本地规定的3个工作日'],
    ['penalty', '公示到期日：2026年3月11日', '法定3个工作日'],
    ['other', '公示到期日：2026年3月30日', '本地规定的3个工作日'],
  ])('%s is published in time, and withdrawn on the ground that binds', (decision, due, limit) => {
    const html = page(`kind=enforcement&decision=${decision}&decided=2026-03-02&revoked=2026-03-12`);
    expect(html).toContain(due);
    expect(html).toContain('撤下并公开说明理由的到期日：2026年3月17日');
    expect(html).toContain(`适用期限：${limit}`);
    expect(html.includes('《行政处罚法》第四十八条第二款')).toBe(decision === 'penalty');
  });

  it('has one date while nothing is revoked', () => {
    const html = page('kind=enforcement&decision=licence&decided=2026-03-02&revoked=');
    expect(html).toContain('id="answer-1"');
    expect(html).not.toContain('id="answer-2"');
  });

  it('refuses a revocation before the decision, a missing day and an unknown kind', () => {
    const early = reasonsOf(page('kind=enforcement&decision=licence&decided=2026-03-02&revoked=2026-03-01'));
    expect(early).toEqual([expect.stringContaining('早于决定作出的日期')]);
    expect(reasonsOf(page('kind=enforcement&decision=x&revoked=2026-03-01'))).toHaveLength(2);
  });
});

describe('《重大行政决策程序暂行条例》第十五条、第十六条：comments and hearing', () => {
  it('comments close thirty days on at the earliest; a day off moves on', () => {
    const html = page('kind=decision&opened=2026-09-01&hearing=2026-10-20');
    expect(html).toContain('公开征求意见最早截止日：2026年10月8日');
    expect(html).toContain('听证材料送达到期日：2026年10月13日');
    expect(html).toContain('《重大行政决策程序暂行条例》第十五条第二款');
    expect(drawnAs(html, '2026-09-05')).toBe('counted');
  });

  it('a legality review has at least seven working days (art 26)', () => {
    const html = page('kind=decision&opened=2026-09-01&review=2026-09-22');
    expect(html).toContain('合法性审查最早反馈日：2026年10月9日');
    expect(html).toContain('《重大行政决策程序暂行条例》第二十六条');
  });

  it('a period of thirty days needs no reason', () => {
    const html = page('kind=decision&opened=2026-03-02&closes=2026-04-01');
    expect(html).not.toContain('缩短后的截止日');
    expect(reasonsOf(html)).toEqual([]);
  });

  it('a shorter period needs a reason', () => {
    const short = 'kind=decision&opened=2026-03-02&closes=2026-03-12';
    expect(reasonsOf(page(short))).toEqual([expect.stringContaining('应当在公告中说明理由')]);
    const html = page(`${short}&shortening=防汛`);
    expect(html).toContain('缩短后的截止日：2026年3月12日');
    expect(html).toContain('公开征求意见的期限为10日，不足30日；应当在公告中说明缩短的理由（防汛）');
    expect(reasonsOf(page('kind=decision&closes=2026-03-12'))[0]).toContain('请填写开始征求意见日期');
  });
});

describe('《政府信息公开信息处理费管理办法》第四条、第五条', () => {
  const rows = (html: string): string[] =>
    [...html.matchAll(/<tr><th scope="row">(.*?)<\/tr>/g)].map(found =>
      found[1]!
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    );

  it('by case, tier by tier, with the mark of what is read into the text', () => {
    const html = page('kind=fee&method=by-case&count=35');
    expect(html).toContain('信息处理费：3000元');
    expect(rows(html)).toEqual([
      '第1至10件 不收费 10件 0元',
      '第11至30件 每件100元 20件 2000元',
      '第31至40件 每件200元 5件 1000元',
    ]);
    expect(html).toContain('由条文推断得出');
  });

  it('by page, the last tier open', () => {
    const html = page('kind=fee&method=by-page&count=250');
    expect(html).toContain('信息处理费：4700元');
    expect(rows(html).at(-1)).toBe('第201页以上 每页40元 50页 2000元');
    expect(html).not.toContain('由条文推断得出');
  });

  it.each(['-1', '1.5', 'many', '', '100001'])('refuses a count of “%s”', count => {
    expect(reasonsOf(page(`kind=fee&method=by-case&count=${count}`))).toHaveLength(1);
  });
});

describe('《民法典》第二百零一条：plain working days', () => {
  it('answers and draws them', () => {
    const html = page('kind=working-days&on=2026-09-20&days=15');
    expect(html).toContain('到期日：2026年10月16日');
    expect(numberOf(html, 'due')).toEqual([15]);
  });

  it.each(['0', '501', 'x'])('refuses %s days', days => {
    expect(reasonsOf(page(`kind=working-days&on=2026-09-20&days=${days}`))).toEqual([
      '工作日天数请填写1至500的整数。',
    ]);
  });
});

describe('the drawing', () => {
  it('says every sign it uses in its legend, and in words for those who hear', () => {
    const html = page(
      'kind=request&submitted=2026-02-10&third-party-from=2026-02-11&third-party-to=2026-02-13',
    );
    for (const words of [
      '起算之日',
      '计入期限的日子',
      '调休上班日',
      '周末和节假日',
      '不计入期限的工作日',
      '期限届满之日',
    ])
      expect(html.split('图例')[1]).toContain(words);
    const cells = [
      ...html.matchAll(/<td(?: class="[^"]*")?>\d+<small aria-hidden="true">([^<]*)<\/small>(.*?)<\/td>/g),
    ];
    expect(new Set(cells.map(cell => cell[1]!.replace(/\d/g, '')))).toEqual(
      new Set(['', '起', '休', '停', '班', '止']),
    );
    for (const cell of cells) expect(cell[2]).toMatch(/visually-hidden">，.{2,}</);
  });
});
