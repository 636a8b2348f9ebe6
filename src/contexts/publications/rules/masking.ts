import { maskName } from '../../../law/masking.ts';
import {
  findPersonalData,
  personalDataWords,
  replaceInPieces,
  withoutOverlap,
} from '../../files/contract/personal-data.ts';
import { type ColumnKind, columnKindWords, maskCell, namesIn } from '../../files/contract/personal-tables.ts';
import type { ReplacementView } from '../contract/masking.ts';

/** What is masked in the text of an item (条例 art 15, 个人信息保护法 arts 6, 25, 28). Pure; knows no markup. */

/** A paragraph, a heading or a cell: its text in the pieces in which the markup cuts it. */
export interface MaskUnit {
  readonly where: string;
  readonly pieces: readonly string[];
  /** For a cell of a list of persons: what its column says. */
  readonly kind?: ColumnKind;
}

interface Replacement {
  readonly unit: number;
  readonly from: number;
  readonly to: number;
  readonly words: string;
  readonly replacement: string;
}

export interface MaskingPlan {
  readonly replacements: readonly ReplacementView[];
  /** The pieces of every unit after the replacements with these numbers, or all of them. */
  apply(only?: ReadonlySet<number>): string[][];
}

function textOf(unit: MaskUnit): string {
  return unit.pieces.join('');
}

/** Names said once with their label, or in a column of names, are hidden wherever else they stand. */
function knownNames(units: readonly MaskUnit[]): string[] {
  const names = new Set<string>();
  for (const unit of units) {
    const text = textOf(unit);
    if (unit.kind === 'name') for (const name of namesIn(text)) names.add(name);
    for (const { kind, from, to } of findPersonalData(text))
      if (kind === 'name') names.add(text.slice(from, to));
  }
  return [...names].filter(name => maskName(name) !== name).sort((a, b) => b.length - a.length);
}

function occurrences(text: string, name: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) places.push(at);
  return places;
}

function inUnit(unit: MaskUnit, number: number, names: readonly string[]): Replacement[] {
  const text = textOf(unit);
  const whole = unit.kind === undefined ? text : maskCell(unit.kind, text);
  if (unit.kind !== undefined && whole !== text)
    return [
      { unit: number, from: 0, to: text.length, words: columnKindWords[unit.kind], replacement: whole },
    ];
  const named = names.flatMap(name =>
    occurrences(text, name).map(from => ({
      from,
      to: from + name.length,
      words: personalDataWords.name,
      replacement: maskName(name),
    })),
  );
  const data = findPersonalData(text).map(each => ({ ...each, words: personalDataWords[each.kind] }));
  return withoutOverlap([...data, ...named]).map(({ from, to, words, replacement }) => ({
    unit: number,
    from,
    to,
    words,
    replacement,
  }));
}

const around = 10;

/** A little of the changed text. Nothing of what another replacement hides is shown either. */
function excerpt(text: string, each: Replacement, all: readonly Replacement[]): string {
  const others = all.filter(other => other !== each);
  const hidden = (from: number, to: number) =>
    replaceInPieces(
      [text.slice(from, to)],
      others
        .filter(other => other.from < to && from < other.to)
        .map(other => {
          const [start, end] = [Math.max(other.from, from) - from, Math.min(other.to, to) - from];
          return { from: start, to: end, replacement: '*'.repeat(end - start) };
        }),
    )[0] ?? '';
  const [from, to] = [Math.max(0, each.from - around), Math.min(text.length, each.to + around)];
  return `${from > 0 ? '…' : ''}${hidden(from, each.from)}${each.replacement}${hidden(each.to, to)}${to < text.length ? '…' : ''}`;
}

/** Everything that would be replaced, numbered in the order of the text. */
export function planMasking(units: readonly MaskUnit[]): MaskingPlan {
  const names = knownNames(units);
  const byUnit = units.map((unit, i) => inUnit(unit, i, names));
  const all = byUnit.flat();
  return {
    replacements: all.map((each, no) => {
      const unit = units[each.unit]!;
      return {
        no,
        words: each.words,
        where: unit.where,
        after: excerpt(textOf(unit), each, byUnit[each.unit]!),
      };
    }),
    apply(only) {
      const chosen = new Set(all.filter((_, no) => only === undefined || only.has(no)));
      return units.map((unit, i) =>
        replaceInPieces(
          unit.pieces,
          byUnit[i]!.filter(each => chosen.has(each)),
        ),
      );
    },
  };
}
