/**
 * Every hit of a form in a text, as `matchAll` gives them, without making the form anew for each text: of the long forms of
 * the gate that took longer than the search. The form has the flag g and matches no empty text.
 */
export function hitsOf(form: RegExp, text: string): RegExpExecArray[] {
  const hits: RegExpExecArray[] = [];
  form.lastIndex = 0;
  for (let hit = form.exec(text); hit !== null; hit = form.exec(text)) hits.push(hit);
  return hits;
}
