import { onScreen } from '../file-addresses.ts';

/**
 * The body of an item as readers will see it. The server has sanitised every text it hands out (whatever the editor
 * sent), so that it can be set as it is; text that only exists in this browser has been through the editor's schema.
 */
export function Content({ html }: { readonly html: string }) {
  if (html.trim() === '') return <p className="nothing">（没有正文）</p>;
  return <div className="content" dangerouslySetInnerHTML={{ __html: onScreen(html) }} />;
}
