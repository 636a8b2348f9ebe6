import { type DefaultTreeAdapterTypes, parseFragment, serialize } from 'parse5';
import { AppError } from '../../../../platform/app-error.ts';
import type { OldArticle } from '../../contract/importing.ts';
import type { Actor, AttachmentView } from '../../contract.ts';
import { fileBeside } from '../../importing/folder-files.ts';
import type { PublicationPorts } from '../../ports.ts';
import { oldAddress } from '../../rules/importing.ts';

/** What of an article lies in files: attachments it names, pictures its text shows, documents its text links to. */

type Element = DefaultTreeAdapterTypes.Element;
type Parent = DefaultTreeAdapterTypes.ParentNode;

export interface TakenFiles {
  readonly bodyHtml: string;
  readonly attachments: readonly AttachmentView[];
  /** Something is missing: the item becomes a draft. */
  readonly faults: readonly string[];
  /** Something is left out that was elsewhere. */
  readonly warnings: readonly string[];
}

/** Links to files of these kinds are attachments; what lies behind other links is a page. */
const fileEnding = /\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|txt|csv|zip|rar|7z|jpe?g|png|gif|webp)(?:$|[?#])/i;
const absolute = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;
const mostAttachments = 50;

function* elementsIn(parent: Parent): Generator<Element> {
  for (const child of parent.childNodes) {
    if (!('tagName' in child)) continue;
    yield child;
    yield* elementsIn(child);
  }
}

function named(element: Element, name: string): { value: string } | undefined {
  return element.attrs.find(each => each.name === name);
}

/** The files of one article. In a trial they are looked at and not taken in. */
export class ArticleFiles {
  readonly #ports: Pick<PublicationPorts, 'takeFile'>;
  readonly #folder: string;
  readonly #actor: Actor;
  readonly #isTrial: boolean;
  readonly #attachments: AttachmentView[] = [];
  readonly #faults: string[] = [];
  readonly #warnings: string[] = [];

  constructor(
    ports: Pick<PublicationPorts, 'takeFile'>,
    options: { readonly folder: string; readonly actor: Actor; readonly isTrial: boolean },
  ) {
    this.#ports = ports;
    this.#folder = options.folder;
    this.#actor = options.actor;
    this.#isTrial = options.isTrial;
  }

  async #take(base: string, path: string, name: string): Promise<AttachmentView | undefined> {
    const found = await fileBeside(this.#folder, base, path);
    if (!found.ok) {
      this.#faults.push(found.words);
      return undefined;
    }
    const given = (name.trim() === '' ? found.name : name.trim()).slice(0, 200);
    // A name without its ending would not tell what the file is.
    const ending = /\.[a-z0-9]{1,5}$/i.exec(found.name)?.[0] ?? '';
    const shown = given.toLowerCase().endsWith(ending.toLowerCase()) ? given : `${given}${ending}`;
    if (this.#isTrial || this.#ports.takeFile === undefined)
      return { fileDigest: '0'.repeat(64), name: shown, mediaType: '', size: found.size };
    try {
      return await this.#ports.takeFile(found.path, shown, this.#actor);
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'disk-full' || error.code === 'database-away')
        throw error;
      this.#faults.push(`文件“${shown}”没有收入：${error.message}${error.advice}`);
      return undefined;
    }
  }

  #attach(file: AttachmentView): void {
    if (this.#attachments.some(each => each.fileDigest === file.fileDigest && each.name === file.name))
      return;
    if (this.#attachments.length < mostAttachments) this.#attachments.push(file);
    else this.#faults.push(`附件超过 ${mostAttachments} 个，“${file.name}”没有收入。`);
  }

  async #picture(element: Element, base: string): Promise<void> {
    const src = named(element, 'src');
    if (src === undefined || src.value.trim() === '') return;
    if (absolute.test(src.value.trim())) {
      this.#warnings.push(`正文图片在别处（${src.value.trim().slice(0, 80)}），没有迁入。`);
      return;
    }
    const file = await this.#take(base, src.value.trim(), '');
    if (file !== undefined) src.value = `/files/${file.fileDigest}/${encodeURIComponent(file.name)}`;
  }

  async #link(element: Element, base: string, address: string): Promise<void> {
    const href = named(element, 'href');
    const value = href?.value.trim() ?? '';
    if (href === undefined || value === '' || value.startsWith('#') || absolute.test(value)) return;
    if (!fileEnding.test(value)) {
      // A page beside it: as an address of the old site, which leads to where that page is now.
      if (URL.canParse(value, `http://old.invalid${address}`)) {
        const { pathname, search } = new URL(value, `http://old.invalid${address}`);
        href.value = `${pathname}${search}`;
      }
      return;
    }
    const words = element.childNodes.map(each => ('value' in each ? each.value : '')).join('');
    const file = await this.#take(base, value, words.replace(/\s+/g, ' '));
    if (file === undefined) return;
    href.value = `/files/${file.fileDigest}/${encodeURIComponent(file.name)}`;
    this.#attach(file);
  }

  /** The body with what it shows and links to taken in, and the attachments. */
  async of({ attachments, url }: OldArticle, base: string, body: string): Promise<TakenFiles> {
    for (const { path, name = '' } of attachments) {
      const file = await this.#take(base, path, name);
      if (file !== undefined) this.#attach(file);
    }
    let bodyHtml = body;
    if (/<(?:img|a)\s/i.test(body)) {
      const tree = parseFragment(body);
      const address = oldAddress(url ?? '')?.address ?? '/';
      for (const element of elementsIn(tree)) {
        if (element.tagName === 'img') await this.#picture(element, base);
        if (element.tagName === 'a') await this.#link(element, base, address);
      }
      bodyHtml = serialize(tree);
    }
    return {
      bodyHtml,
      attachments: this.#attachments,
      faults: this.#faults,
      warnings: this.#warnings.slice(0, 10),
    };
  }
}
