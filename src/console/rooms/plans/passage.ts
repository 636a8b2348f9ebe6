/** Where a passage stands in a text, whatever happened to spaces and line breaks on the way; nothing if absent. */
export function findPassage(text: string, passage: string): { start: number; end: number } | undefined {
  const { bare, places } = withoutSpace(text);
  const wanted = withoutSpace(passage).bare;
  if (wanted === '') return undefined;
  const whole = bare.indexOf(wanted);
  if (whole >= 0) return { start: places[whole] ?? 0, end: (places[whole + wanted.length - 1] ?? 0) + 1 };
  // A corrected leaf no longer stands there word for word; its beginning usually does.
  const head = wanted.slice(0, 16);
  const from = bare.indexOf(head);
  if (from < 0 || head.length < 8) return undefined;
  const tail = wanted.slice(-12);
  const found = bare.indexOf(tail, from);
  const near = found >= 0 && found - from <= wanted.length * 2;
  const last = near ? found + tail.length - 1 : from + head.length - 1;
  return { start: places[from] ?? 0, end: (places[last] ?? 0) + 1 };
}

function withoutSpace(text: string): { bare: string; places: number[] } {
  const places: number[] = [];
  let bare = '';
  for (let place = 0; place < text.length; place += 1) {
    const unit = text[place] ?? '';
    if (/\s/.test(unit)) continue;
    bare += unit;
    places.push(place);
  }
  return { bare, places };
}
