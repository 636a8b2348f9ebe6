import { defineConfig } from '@playwright/test';
// Names the folder of this run before the workers are started.
import './tests/support/told-demo.ts';

/** Journeys: a person does it. Chromium is Debian's; see tools/run-checks.ts for how it gets here. */
export default defineConfig({
  testDir: 'tests/journeys',
  testMatch: '*.browser.test.ts',
  globalTeardown: './tests/support/end-of-journeys.ts',
  outputDir: 'tests/artefacts/journeys',
  timeout: 480_000,
  // On a busy machine an answer takes its time; what never comes fails all the same.
  expect: { timeout: 15_000 },
  // Each file starts a product of its own; while one page is drawn the other server answers.
  workers: 2,
  retries: 0,
  reporter: [['list'], ['json', { outputFile: '.cache/test-logs/journeys.json' }]],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 900 },
    actionTimeout: 30_000,
    launchOptions: {
      // Without a UTF-8 locale Chromium calls every download with a Chinese name “download”.
      env: { ...(process.env as Record<string, string>), LC_ALL: 'C.UTF-8' },
      executablePath: process.env['GONGKAI_CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
