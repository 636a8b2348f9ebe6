import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { Loaded } from '../../parts/loaded.tsx';
import { queries } from '../../queries.ts';

interface ChannelsFieldProps {
  readonly itemId: string;
  readonly value: readonly string[];
  readonly onChange: (channels: string[]) => void;
}

/** Where it is to appear beside the portal. Reviewers sign this choice with everything else. */
export function ChannelsField({ itemId, value, onChange }: ChannelsFieldProps) {
  const channels = useQuery(queries.channels());
  const item = useQuery(queries.itemChannels(itemId));
  return (
    <Loaded query={channels}>
      {({ channels: all }) => {
        const proposed = (item.data?.proposed ?? []).filter(id => !value.includes(id));
        const names = proposed.map(id => all.find(each => each.id === id)?.name ?? id).join('、');
        return (
          <>
            <p className="quiet">门户网站必选。其他渠道随本稿一并审查，发布后自动生成办理任务。</p>
            {proposed.length > 0 && (
              <p>
                方案要求的渠道还有：{names}。{' '}
                <Button size="small" onClick={() => onChange([...value, ...proposed])}>
                  采用
                </Button>
              </p>
            )}
            <Checkbox.Group
              className="stacked in-full"
              value={[...value]}
              options={all
                .filter(each => each.kind !== 'website')
                .map(each => ({
                  value: each.id,
                  label: `${each.name}（${each.isAutomatic ? '系统发布' : each.path === 'A' ? '公开机构发布' : '本科室对接'}）`,
                }))}
              onChange={chosen => onChange(chosen as string[])}
            />
          </>
        );
      }}
    </Loaded>
  );
}
