import { AppError } from '../../platform/app-error.ts';
import type { Command } from '../command.ts';
import { withProduct } from '../importing/opened-product.ts';
import { reindexEverything } from '../reindexing.ts';

const usage = 'reindex [--json]';

/** After an update that indexes more than before, or where the index was lost. */
const command: Command = {
  usage: [usage],
  summary:
    '按现在公开的全部信息重建搜索：信息、附件文字、数据集、权力事项、办事指南和名录条目。服务可以照常运行。',
  async run(io) {
    if (io.args.length > 0) throw new AppError('bad-input', { detail: `用法： ./gongkai ${usage}` });
    const done = await withProduct(io, product =>
      reindexEverything(product, path => io.note(`没有编入搜索，请查看该信息的附件后重试：${path}`)),
    );
    const { indexed, removed, failed } = done;
    io.print(done, `已编入${indexed}条信息及其附件和条目，移出${removed}条，未能编入${failed}条。`);
    return failed === 0 ? 0 : 1;
  },
};

export default command;
