import type { Problem } from '../../platform/http/kit.ts';
import { href } from '../layout.tsx';
import { Link } from '../link.tsx';
import type { ColumnNode, Site } from '../view.ts';

function SitemapBranch(props: { site: Site; nodes: readonly ColumnNode[] }) {
  return (
    <ul>
      {props.nodes.map(node => (
        <li>
          <Link to={href(props.site, node.path)}>{node.name}</Link>
          {node.children.length > 0 && <SitemapBranch site={props.site} nodes={node.children} />}
        </li>
      ))}
    </ul>
  );
}

export function SitemapPage(props: { site: Site; roots: readonly ColumnNode[] }) {
  const { site } = props;
  return (
    <div class="sheet">
      <h1>网站地图</h1>
      <SitemapBranch site={site} nodes={props.roots} />
      {(site.siblings ?? []).length > 0 && (
        <>
          <h2>县区和专题站点</h2>
          <ul>
            {site.siblings?.map(({ name, url }) => (
              <li>
                <Link to={url}>{name}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>工具</h2>
      <ul>
        <li>
          <Link to={href(site, '/search')}>搜索</Link>
        </li>
        <li>
          <Link to={href(site, '/normative/')}>行政规范性文件</Link>
        </li>
        <li>
          <Link to={href(site, '/data/')}>数据目录</Link>
        </li>
        <li>
          <Link to={href(site, '/powers/')}>权力和责任清单</Link>
        </li>
        <li>
          <Link to={href(site, '/guides/')}>办事指南</Link>
        </li>
        <li>
          <Link to={href(site, '/ledger/')}>公开台账</Link>
        </li>
        <li>
          <Link to={href(site, '/log/')}>公开日志</Link>
        </li>
        <li>
          <Link to={href(site, '/requests/')}>申请公开政府信息</Link>
        </li>
        <li>
          <Link to={href(site, '/requests/status')}>查询申请进度</Link>
        </li>
        <li>
          <Link to={href(site, '/calculator')}>期限计算器</Link>
        </li>
        <li>
          <Link to={href(site, '/requests/statistics')}>依申请公开统计</Link>
        </li>
        <li>
          <Link to={href(site, '/feed.xml')}>订阅全部公开信息</Link>
        </li>
      </ul>
    </div>
  );
}

/** What is done and what is not; the known gaps are part of the statement. */
export function AccessibilityPage({ site }: { site: Site }) {
  return (
    <div class="sheet item-body" style="font-size:1rem">
      <h1>无障碍说明</h1>
      <p>
        本网站按照《无障碍环境建设法》第三十二条和 WCAG 2.2 AA
        级要求设计：不使用脚本也能完整阅读，全部功能可用键盘操作，文字可放大到
        200%，颜色不作为唯一的提示方式。
      </p>
      <h2>可用的阅读工具</h2>
      <p>页面顶部的“阅读工具”提供字号、视力保护色、对比度、长者版；启用脚本时还提供朗读、辅助线和打印。</p>
      <h2>已知的不足</h2>
      <p>
        上传的 PDF、DOCX、XLSX
        附件由各承办单位制作，部分附件可能没有可供读屏软件使用的结构；朗读功能取决于浏览器是否带有中文语音。如遇到困难，请拨打
        {site.phone === '' ? '本机关电话' : site.phone}
        ，工作人员将提供帮助（《政府信息公开条例》第四十三条）。
      </p>
    </div>
  );
}

export function ProblemPage({ site, problem }: { site: Site; problem: Problem }) {
  return (
    <div class="sheet">
      <h1>{problem.status === 404 ? '没有找到这个页面' : problem.message}</h1>
      <p>
        {problem.status === 404
          ? '地址可能有误，或者内容已经移动。已撤下的信息会保留说明页，不会显示为找不到。'
          : problem.advice}
      </p>
      {problem.problems !== undefined && (
        <ul>
          {problem.problems.map(p => (
            <li>{p.message}</li>
          ))}
        </ul>
      )}
      <p>
        <Link to={href(site, '/')}>回到首页</Link> · <Link to={href(site, '/search')}>搜索</Link> ·{' '}
        <Link to={href(site, '/sitemap.html')}>网站地图</Link>
      </p>
    </div>
  );
}
