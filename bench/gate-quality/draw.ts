import { residentCheckDigit } from '../../src/law/resident-id.ts';
import { socialCreditCheckCharacter } from '../../src/law/social-credit-code.ts';

/** Chance that is the same in every run, and what the synthetic documents are made of. No real person or number. */

export interface NameStock {
  readonly surnames: string;
  /** Given names, one or two characters each. */
  readonly given: readonly string[];
}

/** What was planted: its class stands around the words until the document is finished. */
const [opening, parting, closing] = ['\ue000', '\ue001', '\ue002'];

export function planted(label: string, words: string): string {
  return `${opening}${label}${parting}${words}${closing}`;
}

export interface FoundLabel {
  readonly label: string;
  /** Number of the line in which it begins, from 1. */
  readonly line: number;
}

/** The text without the marks, and what was planted on which line. */
export function unmarked(text: string): { readonly text: string; readonly labels: readonly FoundLabel[] } {
  const labels: FoundLabel[] = [];
  let [plain, line] = ['', 1];
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i]!;
    if (char === opening) {
      const end = text.indexOf(parting, i);
      labels.push({ label: text.slice(i + 1, end), line });
      i = end;
    } else if (char !== closing) {
      if (char === '\n') line += 1;
      plain += char;
    }
  }
  return { text: plain, labels };
}

const luhnDigit = (digits: string): string => {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${(10 - (sum % 10)) % 10}`;
};

/** Code points of full-width digits and letters lie this far behind the half-width ones. */
const fullWidthOffset = 0xfee0;

export class Draw {
  #state: number;
  readonly #stock: NameStock;

  constructor(seed: number, stock: NameStock) {
    this.#state = seed >>> 0;
    this.#stock = stock;
  }

  /** A fraction from 0 up to 1 (mulberry32). */
  chance(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  int(from: number, to: number): number {
    return from + Math.floor(this.chance() * (to - from + 1));
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.chance() * from.length)]!;
  }

  some<T>(from: readonly T[], count: number): T[] {
    const left = [...from];
    return Array.from({ length: Math.min(count, left.length) }, () =>
      left.splice(Math.floor(this.chance() * left.length), 1),
    ).flat();
  }

  digits(count: number): string {
    return Array.from({ length: count }, () => this.int(0, 9)).join('');
  }

  name(): string {
    return this.pick([...this.#stock.surnames]) + this.pick(this.#stock.given);
  }

  names(count: number): string[] {
    const names = new Set<string>();
    while (names.size < count) names.add(this.name());
    return [...names];
  }

  two(number: number): string {
    return `${number}`.padStart(2, '0');
  }

  residentId(year = this.int(1935, 2016)): string {
    const head = `${this.pick(['522401', '522422', '522427', '520502', '520521', '510104', '430302'])}${year}${this.two(this.int(1, 12))}${this.two(this.int(1, 28))}${this.digits(3)}`;
    return head + residentCheckDigit(head);
  }

  oldResidentId(): string {
    return `${this.pick(['522401', '522427', '522422'])}${this.int(35, 84)}${this.two(this.int(1, 12))}${this.two(this.int(1, 28))}${this.digits(3)}`;
  }

  disabilityCard(): string {
    return `${this.residentId()}${this.int(1, 7)}${this.int(1, 4)}`;
  }

  mobile(): string {
    return `1${this.pick(['30', '35', '38', '39', '50', '58', '77', '86', '89', '98', '66'])}${this.digits(8)}`;
  }

  bankCard(): string {
    const head = `${this.pick(['621700', '622848', '622202', '621799', '623058', '436742'])}${this.digits(12)}`;
    return head + luhnDigit(head);
  }

  passport(): string {
    return this.pick([`E${this.digits(8)}`, `EA${this.digits(7)}`, `G${this.digits(8)}`]);
  }

  landline(): string {
    return this.pick([
      `0857-8${this.digits(6)}`,
      `0857—8${this.digits(6)}`,
      `（0857）8${this.digits(6)}`,
      `08578${this.digits(6)}`,
    ]);
  }

  socialCreditCode(): string {
    const head = `5252${this.digits(4)}MJT${this.digits(6)}`;
    return head + socialCreditCheckCharacter(head);
  }

  documentNo(): string {
    return `${this.pick(['毕民发', '毕民通', '黔民发', '民发', '毕府办发'])}〔${this.int(2012, 2019)}〕${this.int(1, 180)}号`;
  }

  fullWidth(text: string): string {
    return text.replace(/[0-9A-Z]/g, char => String.fromCharCode(char.charCodeAt(0) + fullWidthOffset));
  }

  /** The digits in groups of these lengths. */
  grouped(digits: string, lengths: readonly number[], by: string): string {
    let at = 0;
    const groups = lengths.map(length => {
      at += length;
      return digits.slice(at - length, at);
    });
    return [...groups, digits.slice(at)].filter(group => group !== '').join(by);
  }
}
