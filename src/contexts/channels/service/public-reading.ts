import { shanghaiDay } from '../../../platform/clock.ts';
import type { PublicChannels } from '../contract.ts';
import type { ChannelPorts } from '../ports.ts';
import { publicClaim } from '../rules/claims.ts';
import { documentsOfPicture, proofsOf } from '../store/proofs.ts';
import { tasksOf } from '../store/tasks.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What everybody may see: proven postings of live items, and the copies of pictures that officers have let out. */
export function publicCases(ports: ChannelPorts) {
  const { kysely } = ports.database;

  /** Null where there is no live item. */
  async function publicChannels(documentId: string): Promise<PublicChannels | null> {
    const live = uuid.test(documentId) ? await ports.liveItem(documentId) : null;
    if (live === null) return null;
    const tasks = (await tasksOf(kysely, documentId)).filter(
      each => each.kind === 'post' && each.state === 'proven' && each.posted_on !== null,
    );
    const proofs = await proofsOf(
      kysely,
      tasks.map(each => each.id),
    );
    return {
      channels: tasks.map(task => ({
        name: ports.channels.find(each => each.id === task.channel)?.name ?? task.channel,
        postedOn: task.posted_on ?? '',
        postedUntil: task.posted_until,
        place: task.place,
        address: task.address,
        pictures: proofs.flatMap(({ task_id, public_digest, created_at }) =>
          task_id !== task.id || public_digest === null
            ? []
            : [
                {
                  path: `/channel-pictures/${public_digest}.jpg`,
                  claim: publicClaim(shanghaiDay(created_at)),
                },
              ],
        ),
      })),
    };
  }

  /** The bytes of a picture while it is public; nothing otherwise. */
  async function publicPicture(digest: string): Promise<Uint8Array | null> {
    for (const documentId of await documentsOfPicture(kysely, digest))
      if ((await ports.liveItem(documentId)) !== null) return ports.readFile(digest);
    return null;
  }

  return { publicChannels, publicPicture };
}
