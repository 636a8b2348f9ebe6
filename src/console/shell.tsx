import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, useLocation } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import type { CommandName, SessionView } from '../contexts/organisation/contract.ts';
import { Link, useGo } from './parts/link.tsx';
import { Waiting } from './parts/loaded.tsx';
import { ProblemNotice } from './parts/problem.tsx';
import { hrefOf, path, publicHref } from './path.ts';
import { queries } from './queries.ts';
import { ComeBack } from './rooms/entrance/come-back.tsx';
import { EnrolSecondFactor } from './rooms/entrance/enrol-second-factor.tsx';
import { RenewPassword } from './rooms/entrance/renew-password.tsx';
import { SessionGate, useSession, useSignOut } from './session.tsx';

interface Door {
  readonly words: string;
  readonly to: string;
  /** Shown to roles that have one of these; absent: to everybody. */
  readonly needs?: readonly CommandName[];
}

const signing: readonly CommandName[] = [
  'item.sign-statistics',
  'item.sign-legality',
  'item.sign-secrecy',
  'item.sign-approval',
  'item.sign-filing',
];

const wings: readonly { readonly words: string; readonly doors: readonly Door[] }[] = [
  { words: '工作台', doors: [{ words: '我的待办', to: path.desk() }] },
  {
    words: '公开台账',
    doors: [
      { words: '台账总览', to: path.board(), needs: ['duty.read'] },
      { words: '台账列表', to: path.duties(), needs: ['duty.read'] },
      { words: '工作方案', to: path.plans(), needs: ['plan.read'] },
    ],
  },
  {
    words: '信息发布',
    doors: [
      { words: '信息起草', to: path.items(), needs: ['item.read'] },
      { words: '政策解读', to: path.packages(), needs: ['item.read'] },
      { words: '审核', to: path.reviewQueue(), needs: ['item.return', ...signing] },
      { words: '发布', to: path.release(), needs: ['item.read'] },
      { words: '规范性文件', to: path.normativeDocuments(), needs: ['item.read'] },
      { words: '权责清单和指南', to: path.powers(), needs: ['item.read'] },
      { words: '名录', to: path.registers(), needs: ['item.read'] },
      { words: '执法公示', to: path.enforcement(), needs: ['item.read'] },
      { words: '项目', to: path.projects(), needs: ['item.read'] },
      { words: '双随机抽查', to: path.inspections(), needs: ['item.read'] },
      {
        words: '统计数据',
        to: path.datasets(),
        needs: ['dataset.fill', 'dataset.consolidate', 'dataset.propose'],
      },
      { words: '渠道发布', to: path.channels(), needs: ['item.read'] },
      { words: '网站与账号', to: path.outlets(), needs: ['item.read'] },
      { words: '网站自查', to: path.siteCheck(), needs: ['item.read'] },
    ],
  },
  {
    words: '依申请公开',
    doors: [
      { words: '申请登记簿', to: path.requests(), needs: ['request.read'] },
      { words: '年度报告', to: path.annualReports(), needs: ['report.read'] },
    ],
  },
  {
    words: '管理',
    doors: [
      { words: '人员与角色', to: path.staff(), needs: ['staff.read'] },
      { words: '委托', to: path.delegations(), needs: ['delegation.create', 'delegation.revoke'] },
      { words: '日历', to: path.calendar(), needs: ['calendar.read'] },
      { words: '迁入记录', to: path.imports(), needs: ['item.import'] },
      { words: '审计记录', to: path.audit(), needs: ['audit.read'] },
    ],
  },
];

/** The house around every screen: sign-in first, then banner, doors and the room. */
export function Shell() {
  const go = useGo();
  const { href } = useLocation();
  return (
    <SessionGate
      waiting={
        <main className="lonely">
          <Waiting />
        </main>
      }
      failed={error => (
        <main className="lonely">
          <ProblemNotice error={error} onRetry={() => window.location.reload()} />
        </main>
      )}
      onStranger={() => go(path.signIn(href), { replace: true })}
    >
      <House />
    </SessionGate>
  );
}

/** What must be done before anything else opens, as the server demands it. */
function roomBeforeOthers(session: SessionView): ReactNode {
  if (session.mustChangePassword) return <RenewPassword />;
  return session.mustEnrolSecondFactor ? <EnrolSecondFactor /> : undefined;
}

function House() {
  const session = useSession();
  const [open, setOpen] = useState(false);
  const shutRoom = roomBeforeOthers(session);
  const { pathname } = useLocation();
  useEffect(() => setOpen(false), [pathname]);
  return (
    <div className={open ? 'house doors-open' : 'house'}>
      <a className="skip" href="#room">
        跳到正文
      </a>
      {session.isDemo && (
        <aside className="demo-banner" aria-label="演示说明">
          <strong>演示数据</strong>　本系统所示机构、人员和信息均为虚构，仅供演示，不具有法律效力。
        </aside>
      )}
      <Banner onDoors={() => setOpen(!open)} open={open} />
      <div className="floor">
        <Doors />
        <main id="room" tabIndex={-1}>
          {shutRoom ?? <Outlet />}
        </main>
      </div>
      <ComeBack />
    </div>
  );
}

function Banner({ onDoors, open }: { readonly onDoors: () => void; readonly open: boolean }) {
  const session = useSession();
  const signOut = useSignOut();
  const readAnew = useReadAnew();
  const messages = useQuery({ ...queries.messages(), enabled: roomBeforeOthers(session) === undefined });
  const unread = messages.data?.filter(message => message.readAt === null).length ?? 0;
  return (
    <header className="banner">
      <Button className="doors-button" aria-expanded={open} aria-controls="doors" onClick={onDoors}>
        菜单
      </Button>
      <Link to={path.desk()} className="banner-name">
        {session.bureauName}　政务公开工作台
      </Link>
      <div className="banner-end">
        <span className="banner-today">今天 {session.today}</span>
        <a href={publicHref('')} target="_blank" rel="noopener">
          公众网站
        </a>
        <Link to={path.messages()} onClick={readAnew}>
          消息{unread > 0 && <span className="count">{unread} 条未读</span>}
        </Link>
        <Link to={path.account()} title="修改密码、绑定动态口令">
          {session.name}（{session.unitName}）
        </Link>
        <button type="button" className="plain-button" onClick={() => void signOut()}>
          退出
        </button>
      </div>
    </header>
  );
}

function isHere(to: string, pathname: string): boolean {
  const href = hrefOf(to);
  if (to === path.desk()) return `${pathname.replace(/\/$/, '')}/` === `${href.replace(/\/$/, '')}/`;
  return pathname === href || pathname.startsWith(`${href}/`);
}

/** Somebody who presses the door of the room they are in wants to see what has come in since. */
function useReadAnew(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ predicate: query => query.queryKey[0] !== 'session' });
}

function Doors() {
  const { grants } = useSession();
  // The location's own pathname has lost the mount point; the browser's has it.
  const { pathname } = useLocation();
  const here = hrefOf(pathname);
  const readAnew = useReadAnew();
  const visible = (door: Door) =>
    door.needs === undefined || door.needs.some(need => grants[need] !== undefined);
  return (
    <nav id="doors" className="doors" aria-label="主菜单">
      {wings.map(({ words, doors }) => {
        const shown = doors.filter(visible);
        if (shown.length === 0) return null;
        return (
          <div key={words}>
            <h2>{words}</h2>
            <ul>
              {shown.map(door => (
                <li key={door.to}>
                  <Link
                    to={door.to}
                    onClick={readAnew}
                    {...(isHere(door.to, here) ? { 'aria-current': 'page' as const } : {})}
                  >
                    {door.words}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}
