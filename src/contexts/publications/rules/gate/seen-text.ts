import { halfWidth } from '../../../../law/document-number.ts';
import type { PlacedText } from './text-place.ts';

/** Marks that nobody sees (soft hyphens, joiners, marks of direction): they part no number and no word. */
const unseen = /\p{Cf}/gu;

/** The text as a reader takes it: full-width digits and letters as the plain ones, unseen marks left out. */
export function asRead(text: string): string {
  return halfWidth(text.replace(unseen, ''));
}

export function placesAsRead(places: readonly PlacedText[]): PlacedText[] {
  return places.map(place => ({ ...place, text: asRead(place.text) }));
}
