import { href } from '../layout.tsx';
import { Link } from '../link.tsx';
import type { Site } from '../view.ts';

/** Pages of an exported portal in place of what only the running service can give. */

/** Search over the prebuilt index; without scripts the way leads through the map of the site. */
export function StaticSearch({ site, index }: { readonly site: Site; readonly index: string }) {
  return (
    <div class="sheet">
      <h1>搜索</h1>
      <form action={href(site, '/search')} method="get">
        <div class="form-row">
          <label>
            搜索内容
            <input id="static-search-field" name="q" type="search" maxLength={200} size={34} />
          </label>
          <button class="primary" type="submit">
            搜索
          </button>
        </div>
      </form>
      <div id="static-search" data-index={href(site, index)} data-base={site.basePath}>
        <p>
          请输入标题、文号或者索引号中的词语。浏览器不运行脚本时，请从
          <Link to={href(site, '/sitemap.html')}>网站地图</Link>按栏目查找。
        </p>
      </div>
    </div>
  );
}

export function OnlineOnly({ site }: { readonly site: Site }) {
  const ways = [
    ...(site.phone === '' ? [] : [`致电${site.phone}`]),
    ...(site.address === '' ? [] : [`到${site.address}办理`]),
  ];
  return (
    <div class="sheet">
      <h1>此功能须在线办理</h1>
      <p>
        这里是本网站的静态副本，不能提交内容，也不能按条件计算和筛选。
        {ways.length > 0 && `需要办理的，请${ways.join('，或者')}。`}
      </p>
      <p>
        申请公开政府信息，可以<Link to={href(site, '/requests/form')}>打印申请表</Link>后当面提交或者邮寄（
        <Link to={href(site, '/requests/')}>办理说明</Link>）。
      </p>
      <p>
        <Link to={href(site, '/')}>回到首页</Link> · <Link to={href(site, '/sitemap.html')}>网站地图</Link>
      </p>
    </div>
  );
}
