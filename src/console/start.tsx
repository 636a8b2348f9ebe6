import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App, ConfigProvider } from 'antd';
import chinese from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './console.css';
import { BusyMark } from './parts/busy-mark.tsx';
import { hasCode } from './problem-words.ts';
import { router } from './router.tsx';
import { theme } from './theme.ts';

dayjs.locale('zh-cn');

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A lost connection or a database on its way back deserves another try; a refusal does not.
      retry: (tries, error) => tries < 2 && (hasCode(error, 'no-answer') || hasCode(error, 'database-away')),
    },
  },
});

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <ConfigProvider
      locale={chinese}
      theme={theme}
      // antd's own icon leaves with a transition; after a very short wait that never ends and the button stays "busy".
      button={{ autoInsertSpace: false, loadingIcon: <BusyMark /> }}
    >
      <App>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  </StrictMode>,
);
