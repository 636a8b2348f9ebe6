import type { Sheet } from '../platform/sheets.ts';

/** A table as its file says it; on a telephone each row is a block. */
export function SheetTable({ sheet: { name, heads, rows } }: { readonly sheet: Sheet }) {
  return (
    <table class="stacks">
      <caption class="visually-hidden">{name}</caption>
      <thead>
        <tr>
          {heads.map(head => (
            <th scope="col">{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr>
            {row.map((cell, at) =>
              at === 0 ? <th scope="row">{cell}</th> : <td data-label={heads[at]}>{cell}</td>,
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
