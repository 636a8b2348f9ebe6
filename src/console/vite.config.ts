import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = import.meta.dirname;

export default defineConfig({
  root: here,
  // Relative: the server says in `<base>` where the console lies, at serving time.
  base: './',
  plugins: [react()],
  build: {
    outDir: resolve(here, '../../dist/console'),
    emptyOutDir: true,
    // One chunk holds the component library; it is loaded once and kept by the browser.
    chunkSizeWarningLimit: 2500,
  },
  server: { proxy: { '/api': process.env['GONGKAI_API'] ?? 'http://127.0.0.1:8080' } },
});
