import { pointOf } from '../contexts/registers/contract.ts';
import type { PublicRegister, RegisterReads } from '../portal/rooms/registers/reads.ts';
import type { Product } from './compose.ts';

/** Released registers for the portal: the files of items that are public, never working rows. */
export function registerReads(product: Product): RegisterReads {
  const { registers, publications, pack } = product;
  const { open } = publications;
  const order = new Map(pack.registers.registers.map(({ id, column }, at) => [id, { at, column }]));

  async function all(): Promise<readonly PublicRegister[]> {
    const [marked, checks] = await Promise.all([registers.open.released(), registers.open.checks()]);
    const live = new Map(
      (await open.liveData(marked.map(each => each.itemId))).map(each => [each.documentId, each]),
    );
    const rooms = await Promise.all(
      marked.map(async ({ register, itemId, dataDigest }): Promise<PublicRegister[]> => {
        const item = live.get(itemId);
        if (item?.attachments.some(file => file.fileDigest === dataDigest) !== true) return [];
        const released = await registers.open.list(dataDigest);
        if (released === null) return [];
        const { documentId, path, indexNo, attachments } = item;
        const columnId = order.get(register)?.column ?? '';
        const releasedAt = new Date(item.releasedAt).toISOString();
        const check = checks.get(register);
        const checked = check?.edition === released.edition ? check : null;
        const file = { released, digest: dataDigest, columnId, documentId, path, indexNo, attachments };
        return [{ ...file, releasedAt, checked }];
      }),
    );
    const place = ({ released }: PublicRegister) => order.get(released.register.id)?.at ?? order.size;
    return rooms.flat().sort((a, b) => place(a) - place(b));
  }

  return {
    all,
    columnIds: [...new Set(pack.registers.registers.map(({ column }) => column))],
    landmarks: pack.registers.landmarks.flatMap(({ name, at }) => {
      const point = pointOf(at);
      return point === null ? [] : [{ name, ...point }];
    }),
  };
}
