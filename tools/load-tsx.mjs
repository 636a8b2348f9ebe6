// Node strips types from .ts by itself; .tsx needs one transform. This hook is that transform and nothing
// else, so that the source tree runs as it stands: there is no built copy of the server to go stale.
import { readFileSync } from 'node:fs';
import { enableCompileCache, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'oxc-transform';

// Stripped and compiled once per content of a file, not once per process: half of the time a command takes to start. Where
// the folder cannot be written, every process compiles for itself as before.
enableCompileCache(fileURLToPath(new URL('../.cache/compiled', import.meta.url)));

registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith('.tsx')) return nextLoad(url, context);
    const path = fileURLToPath(url);
    const result = transformSync(path, readFileSync(path, 'utf8'), {
      lang: 'tsx',
      sourceType: 'module',
      target: 'es2024',
      jsx: { runtime: 'automatic', importSource: 'preact' },
    });
    if (result.errors.length > 0) throw new SyntaxError(result.errors.map(e => e.message).join('\n'));
    return { format: 'module', source: result.code, shortCircuit: true };
  },
});
