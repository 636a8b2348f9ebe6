import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `/`, or the path the site is mounted under, always with a slash at both ends. */
function basePath(): string {
  const path = (process.env['GONGKAI_BASE_PATH'] ?? '/').replace(/^\/*|\/*$/g, '');
  return path === '' ? '/' : `/${path}/`;
}

const here = import.meta.dirname;

export default defineConfig({
  root: here,
  base: `${basePath()}console/`,
  plugins: [react()],
  build: {
    outDir: resolve(here, '../../dist/console'),
    emptyOutDir: true,
    // One chunk holds the component library; it is loaded once and kept by the browser.
    chunkSizeWarningLimit: 2500,
  },
  server: { proxy: { [`${basePath()}api`]: process.env['GONGKAI_API'] ?? 'http://127.0.0.1:8080' } },
});
