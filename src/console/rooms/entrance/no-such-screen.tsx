import { Link } from '../../parts/link.tsx';
import { path } from '../../path.ts';

export function NoSuchScreen() {
  return (
    <main className="lonely">
      <h1>没有这个页面</h1>
      <p>地址可能有误，或者页面已经调整。</p>
      <p>
        <Link to={path.desk()}>回到我的待办</Link>
      </p>
    </main>
  );
}
