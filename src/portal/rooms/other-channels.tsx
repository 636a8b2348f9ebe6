import type { PublicChannels } from '../../contexts/channels/contract.ts';
import { href } from '../layout.tsx';
import { Link } from '../link.tsx';
import type { Site } from '../view.ts';
import { dayWords } from '../words.ts';

/** Where else it was shown, with the proof that came back and what that proves (plan 4.1, 4.2). */
export function OtherChannels({ site, shown }: { site: Site; shown: PublicChannels | null }) {
  if (shown === null || shown.channels.length === 0) return null;
  return (
    <section class="other-channels" aria-labelledby="other-channels">
      <h2 id="other-channels">还在这些渠道公开</h2>
      <ul>
        {shown.channels.map(({ name, postedOn, postedUntil, place, address, pictures }) => (
          <li>
            {address === null ? name : <Link to={address}>{name}</Link>}：{dayWords(postedOn)}
            {postedUntil === null ? '' : `至${dayWords(postedUntil)}`}
            {place === null ? '' : `，${place}`}
            {pictures.map(({ path, claim }) => (
              <figure>
                <img src={href(site, path)} alt={`${name}公开现场照片`} loading="lazy" />
                <figcaption>{claim}</figcaption>
              </figure>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
