import type { InclusionProof } from '../../contexts/log/contract.ts';
import { href } from '../layout.tsx';
import { Link } from '../link.tsx';
import type { Site } from '../view.ts';
import { minuteWords } from '../words.ts';

export interface LogRoom {
  readonly size: number;
  readonly root: string;
  readonly checkpoint: string;
  readonly verifierKey: string;
  readonly sealedAt: string | null;
  readonly acts: readonly LogAct[];
}

export interface LogAct {
  readonly entryId: string;
  readonly recordedAt: string;
  readonly leafIndex: number | null;
  readonly words: string;
  readonly path: string | null;
}

function Acts(props: { site: Site; acts: readonly LogAct[] }) {
  return (
    <section class="scroll" tabIndex={0} aria-label="公开行为记录">
      <table>
        <thead>
          <tr>
            <th scope="col">序号</th>
            <th scope="col">记录时间</th>
            <th scope="col">公开行为</th>
            <th scope="col">状态</th>
          </tr>
        </thead>
        <tbody>
          {props.acts.map(act => (
            <tr>
              <td class="number">{act.leafIndex ?? '—'}</td>
              <td class="number">{minuteWords(act.recordedAt)}</td>
              <td>
                {act.path === null ? act.words : <Link to={href(props.site, act.path)}>{act.words}</Link>}
              </td>
              <td>{act.leafIndex === null ? '已记录' : '已封存'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function LogPage({ site, room }: { site: Site; room: LogRoom }) {
  return (
    <div class="grid">
      <section class="sheet">
        <h1>公开日志</h1>
        <p>
          本机关每一次发布、修改、撤下都记入这份日志。日志只能增加，不能修改或删除：每一条记录都参与计算一个总的数字摘要，并由本机关签名封存。事后改动任何一条，摘要就对不上，任何人都能发现。
        </p>
        <dl class="facts">
          <dt>已封存</dt>
          <dd>{room.size} 条</dd>
          <dt>最近封存</dt>
          <dd>{room.sealedAt === null ? '尚未封存' : minuteWords(room.sealedAt)}</dd>
          <dt>总摘要</dt>
          <dd>
            <code class="digest">{room.root}</code>
          </dd>
          <dt>验证公钥</dt>
          <dd>
            <code class="digest">{room.verifierKey}</code>
          </dd>
        </dl>
        <p>
          技术人员可用通用工具核验（C2SP tlog-tiles 格式）：
          <Link to={href(site, '/log/checkpoint')}>签名检查点</Link>。也可以运行{' '}
          <code>./gongkai log verify --url {site.origin + site.basePath}</code>
          ，它会重新下载每一页并逐字核对。
        </p>
      </section>
      <section class="sheet">
        <h2>最近的公开行为</h2>
        {room.acts.length === 0 ? <p class="empty">尚无记录。</p> : <Acts site={site} acts={room.acts} />}
      </section>
    </div>
  );
}

export interface ItemLogRoom {
  readonly title: string;
  readonly path: string;
  readonly acts: readonly (LogAct & { proof: InclusionProof })[];
}

export function ItemLogPage({ site, room }: { site: Site; room: ItemLogRoom }) {
  return (
    <div class="grid">
      <section class="sheet">
        <h1>公开记录：{room.title}</h1>
        <p>
          <Link to={href(site, room.path)}>返回该信息</Link>
        </p>
        <Acts site={site} acts={room.acts} />
        <p>
          “已记录”是指行为已写入日志表；“已封存”是指已纳入签名检查点，此后的任何改动都会被发现。它证明的是本机关在该时间公开了该内容，不证明内容本身是否正确。
        </p>
      </section>
      {room.acts.map(act => (
        <section class="sheet">
          <h2>{act.words}</h2>
          <dl class="facts">
            <dt>记录内容</dt>
            <dd>
              <code class="digest">{act.proof.body}</code>
            </dd>
            {act.proof.leafIndex !== null && (
              <>
                <dt>封存位置</dt>
                <dd>
                  第 {act.proof.leafIndex} 条（日志共 {act.proof.treeSize} 条）
                </dd>
                <dt>总摘要</dt>
                <dd>
                  <code class="digest">{act.proof.root}</code>
                </dd>
                <dt>证明路径</dt>
                <dd>
                  {act.proof.path.length === 0
                    ? '本条即为全部'
                    : act.proof.path.map(hash => (
                        <div>
                          <code class="digest">{hash}</code>
                        </div>
                      ))}
                </dd>
              </>
            )}
          </dl>
        </section>
      ))}
    </div>
  );
}
