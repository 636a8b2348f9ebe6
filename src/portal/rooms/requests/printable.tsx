import type { ComponentChildren } from 'preact';
import {
  applicantKinds,
  applicantKindWords,
  carrierFormWords,
  supplyWayWords,
} from '../../../contexts/requests/contract.ts';
import { href } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { Site } from '../../view.ts';
import { type RequestDesk, requestPaths } from './desk.ts';

/** The application on one sheet of A4 (条例 art 29): three groups, no purpose. */

function Row(props: { name: string; span?: number; children?: ComponentChildren; tall?: boolean }) {
  return (
    <>
      <th scope="row">{props.name}</th>
      <td colSpan={props.span ?? 1} class={props.tall === true ? 'tall' : undefined}>
        {props.children}
      </td>
    </>
  );
}

function Boxes({ words }: { words: readonly string[] }) {
  return (
    <span class="boxes">
      {words.map(each => (
        <span>□ {each}</span>
      ))}
    </span>
  );
}

function FormTable() {
  const organisations = applicantKinds
    .filter(kind => kind !== 'natural-person')
    .map(kind => applicantKindWords[kind]);
  return (
    <table class="paper-form">
      <colgroup>
        <col />
        <col />
        <col />
        <col />
        <col />
      </colgroup>
      <tbody>
        <tr>
          <th scope="rowgroup" rowSpan={4} class="group">
            公民
          </th>
          <Row name="姓名" />
          <Row name="代理人（如有）" />
        </tr>
        <tr>
          <Row name="证件种类" span={3}>
            <Boxes words={['居民身份证', '护照', '港澳台居民居住证', '其他']} />
          </Row>
        </tr>
        <tr>
          <Row name="证件号码" span={3} />
        </tr>
        <tr>
          <Row name="联系电话" />
          <Row name="电子邮箱" />
        </tr>
        <tr>
          <th scope="rowgroup" rowSpan={4} class="group">
            法人或者其他组织
          </th>
          <Row name="名称" span={3} />
        </tr>
        <tr>
          <Row name="类型" span={3}>
            <Boxes words={organisations} />
          </Row>
        </tr>
        <tr>
          <Row name="统一社会信用代码" span={3} />
        </tr>
        <tr>
          <Row name="法定代表人或者负责人" />
          <Row name="联系人和电话" />
        </tr>
        <tr>
          <th scope="row" colSpan={2}>
            通信地址、邮政编码
          </th>
          <td colSpan={3} />
        </tr>
        <tr>
          <th scope="rowgroup" rowSpan={3} class="group">
            所需政府信息
          </th>
          <Row name="名称" span={3} />
        </tr>
        <tr>
          <Row name="文号（如知道）" span={3} />
        </tr>
        <tr>
          <Row name="其他特征描述" span={3} tall />
        </tr>
        <tr>
          <th scope="rowgroup" rowSpan={2} class="group">
            形式要求
          </th>
          <Row name="载体形式" span={3}>
            <Boxes words={Object.values(carrierFormWords)} />
          </Row>
        </tr>
        <tr>
          <Row name="获取方式" span={3}>
            <Boxes words={Object.values(supplyWayWords)} />
          </Row>
        </tr>
        <tr>
          <th scope="row" colSpan={2}>
            需要的协助（阅读困难、视听障碍）
          </th>
          <td colSpan={3} />
        </tr>
        <tr>
          <th scope="row" colSpan={2}>
            申请人签名或者盖章
          </th>
          <td />
          <th scope="row">申请日期</th>
          <td>　　　年　　月　　日</td>
        </tr>
      </tbody>
    </table>
  );
}

export function PrintablePage({ site, desk }: { site: Site; desk: RequestDesk }) {
  const { office } = desk;
  return (
    <div class="sheet request printable">
      <h1>政府信息公开申请表</h1>
      <p class="tools">
        用浏览器的“打印”打印本页，正好一张A4纸。公民填“公民”栏，单位填“法人或者其他组织”栏，其余各栏都填；不需要写用途。也可以
        <Link to={href(site, requestPaths.apply)}>在线申请</Link>。{' '}
        <button type="button" class="tool needs-script" data-reading="print">
          打印申请表
        </button>
      </p>
      <p>致：{site.bureau}</p>
      <section class="scroll" tabIndex={0} aria-label="政府信息公开申请表">
        <FormTable />
      </section>
      <p class="paper-note">
        请附身份证明复印件；委托代理人的，附授权委托书。提交：{office.address} {office.name}
        {office.postcode !== '' && `（邮政编码${office.postcode}）`}；办公时间：{office.hours}；电话：
        {office.phone}
        {office.fax !== '' && `；传真：${office.fax}`}。依据：《政府信息公开条例》第二十九条。
      </p>
    </div>
  );
}
