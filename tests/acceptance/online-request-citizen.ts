import { residentCheckDigit } from '../../src/law/resident-id.ts';
import { socialCreditCheckCharacter } from '../../src/law/social-credit-code.ts';

/** A citizen at the portal with a browser that runs no scripts: forms, cookies with their paths, redirects. */

export interface Page {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
  /** Where it was in the end. */
  readonly path: string;
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

export function plain(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot);/g, found => entities[found] ?? found);
}

/** The value of an input or textarea as the page carries it. */
export function fieldValue(html: string, name: string): string | undefined {
  const area = new RegExp(`<textarea[^>]*name="${name}"[^>]*>([\\s\\S]*?)</textarea>`).exec(html);
  if (area !== null) return plain(area[1] ?? '');
  const input = new RegExp(`<input(?: [^=]+="[^"]*")*? name="${name}"(?: [^=>]+(?:="[^"]*")?)*`).exec(
    html,
  )?.[0];
  return input === undefined ? undefined : plain(/ value="([^"]*)"/.exec(input)?.[1] ?? '');
}

const numerals = '零一二三四五六七八九十';

/** Does the sum that the page asks. */
export function answerOf(html: string): string {
  const words = /请计算：(.+?)等于几/.exec(html)?.[1] ?? '';
  const parts = [...words.matchAll(/(加|减)?([零一二三四五六七八九十])/g)];
  const sum = parts.reduce(
    (sofar, [, sign, numeral]) => sofar + (sign === '减' ? -1 : 1) * numerals.indexOf(numeral!),
    0,
  );
  return String(sum);
}

/** What the page says is wrong, as the summary lists it. */
export function problemsOf(html: string): string[] {
  const summary = /<div class="problems"[\s\S]*?<\/ul>/.exec(html)?.[0] ?? '';
  return [...summary.matchAll(/<a href="#field-([^"]+)"[^>]*>([^<]+)</g)].map(
    found => `${found[1]}：${found[2]}`,
  );
}

/** A valid number of nobody, by serial. */
export function residentId(serial = 1): string {
  const first17 = `52242219800101${`${serial}`.padStart(3, '0')}`;
  return first17 + residentCheckDigit(first17);
}

export function creditCode(): string {
  const first17 = '91520500MA6DEMO0X'.replaceAll('O', '0');
  return first17 + socialCreditCheckCharacter(first17);
}

export const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

export const person: Readonly<Record<string, string>> = {
  who: 'person',
  name: '欧阳测试',
  identityDocument: 'resident-id',
  identityNo: residentId(),
  phone: '13800000000',
  subject: '2018年度养老机构运营补贴发放标准',
  description: '七星关区，2018年。\n包括补贴对象。',
  carrier: 'electronic',
  supply: 'online',
};

export const organisation: Readonly<Record<string, string>> = {
  who: 'organisation',
  name: '云岭测试科技有限公司',
  kind: 'business',
  identityNo: creditCode(),
  contact: '联系人甲',
  address: '测试路1号',
  subject: '2019年社会组织登记数量',
  carrier: 'paper',
  supply: 'post',
};

interface Cookie {
  readonly value: string;
  readonly path: string;
}

export interface SentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export class Citizen {
  readonly url: string;
  readonly base: string;
  readonly #cookies = new Map<string, Cookie>();
  /** Every Set-Cookie line it was given. */
  readonly given: string[] = [];

  constructor(url: string, base = '') {
    this.url = url;
    this.base = base;
  }

  #keep(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      this.given.push(line);
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const path = /path=([^;]+)/i.exec(line)?.[1] ?? '/';
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, { value, path });
    }
  }

  async #send(path: string, init: RequestInit): Promise<Page> {
    const pathname = path.split('?', 1)[0]!;
    const cookie = [...this.#cookies]
      .filter(([, { path: under }]) => pathname === under || pathname.startsWith(`${under}/`))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
    const headers = { accept: 'text/html', ...(cookie === '' ? {} : { cookie }) };
    const answer = await fetch(this.url + path, { ...init, redirect: 'manual', headers });
    this.#keep(answer.headers);
    const to = answer.headers.get('location');
    if (to === null)
      return { status: answer.status, html: await answer.text(), headers: answer.headers, path };
    await answer.body?.cancel();
    return this.#send(to.replace(/^https?:\/\/[^/]+/, ''), {});
  }

  get(path: string): Promise<Page> {
    return this.#send(this.base + path, {});
  }

  /** As a form without files is sent. */
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Page> {
    return this.#send(this.base + path, { method: 'POST', body: new URLSearchParams(fields) });
  }

  /** As a form with files is sent; a file that was not chosen is sent empty. */
  upload(
    path: string,
    fields: Readonly<Record<string, string>>,
    files: Readonly<Record<string, SentFile>> = {},
  ): Promise<Page> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    for (const name of new Set(['identity-proof', 'mandate', ...Object.keys(files)])) {
      const file = files[name];
      const bytes = file === undefined ? new Uint8Array() : new Uint8Array(file.bytes);
      form.append(name, new Blob([bytes]), file?.name ?? '');
    }
    return this.#send(this.base + path, { method: 'POST', body: form });
  }

  /** Opens the form and fills it in; `token` and the answer come from the page. */
  async filledForm(values: Readonly<Record<string, string>>): Promise<Record<string, string>> {
    const page = await this.get(`/requests/apply?who=${values['who']}`);
    return {
      ...values,
      token: fieldValue(page.html, 'token') ?? '',
      answer: answerOf(page.html),
      website: '',
    };
  }

  /** Applies and answers the codes of the receipt. */
  async applied(
    values: Readonly<Record<string, string>> = person,
  ): Promise<{ code: string; secret: string }> {
    const form = await this.filledForm(values);
    const page = await this.upload('/requests/apply', form, {
      'identity-proof': { name: '证件.png', bytes: picture },
    });
    if (page.status !== 200) throw new Error(`${page.status} ${problemsOf(page.html).join(' ')}`);
    return codesOf(page.html);
  }

  look(code: string, secret: string): Promise<Page> {
    return this.post('/requests/status', { code, secret });
  }
}

/** Code and secret as the receipt shows them. */
export function codesOf(html: string): { code: string; secret: string } {
  const [code = '', secret = ''] = [...html.matchAll(/<dt>查询(?:码|密码)<\/dt><dd>([^<]+)<\/dd>/g)].map(
    found => found[1]!,
  );
  return { code, secret };
}
